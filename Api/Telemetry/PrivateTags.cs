using System.Diagnostics;
using OpenTelemetry;

namespace ChatMemory.Api.Telemetry;

/// <summary>
/// Lets only those tags of an activity pass that are known to hold nothing of a user: a request's address, for one, names users and sessions.
/// </summary>
internal sealed class PrivateTags : BaseProcessor<Activity>
{
    private static readonly string[] Prefixes = ["chat_memory.", "gen_ai.", "otel.", "network.protocol."];

    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "http.request.method", "http.response.status_code", "http.route", "url.scheme", "server.address", "server.port", "error.type",
        "db.system.name", "db.namespace", "db.operation.name", "db.query.text", "db.response.status_code",
        "rpc.system", "rpc.service", "rpc.method", "http.request.resend_count",
    };

    public override void OnEnd(Activity data)
    {
        foreach (var name in data.TagObjects.Select(tag => tag.Key).Where(name => !MayPass(name)).ToList())
            data.SetTag(name, null);
    }

    private static bool MayPass(string name) => Names.Contains(name) || Array.Exists(Prefixes, prefix => name.StartsWith(prefix, StringComparison.Ordinal));
}
