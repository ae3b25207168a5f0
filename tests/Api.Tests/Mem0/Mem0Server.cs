using System.Globalization;
using System.Text.Json;
using ChatMemory.Api.Support;

namespace ChatMemory.Api.Mem0;

/// <summary>A server whose extraction follows rules, spoken to as Mem0's clients do.</summary>
public sealed class Mem0Server : IAsyncLifetime
{
    private ApiServer? _api;

    public ApiServer Api => _api!;

    public HttpClient Http => Api.Http;

    public async ValueTask InitializeAsync() => _api = await ApiServer.StartAsync(settings: ["--ChatMemory:Extraction:Extractor=Rules"]);

    public ValueTask DisposeAsync() => Api.DisposeAsync();

    /// <summary>The texts of a list of memories.</summary>
    internal static string[] Texts(JsonElement memories) => [.. memories.EnumerateArray().Select(memory => memory.GetProperty("memory").GetString()!)];

    /// <summary>Stores statements word for word and gives their ids.</summary>
    internal async Task<string[]> StoreAsync(object scope, params string[] statements)
    {
        var body = JsonSerializer.SerializeToNode(scope)!.AsObject();
        body["infer"] = false;
        body["messages"] = JsonSerializer.SerializeToNode(statements.Select(text => new { role = "user", content = text }));
        var added = await Http.PostAsync("/v3/memories/add/", body).JsonAsync();
        return [.. added.GetProperty("results").EnumerateArray().Select(result => result.GetProperty("id").GetString()!)];
    }

    /// <summary>The texts that a filter lists.</summary>
    internal async Task<string[]> ListAsync(object filters) =>
        Texts((await Http.PostAsync("/v3/memories/", new { filters }).JsonAsync()).GetProperty("results"));

    /// <summary>The texts that a question finds.</summary>
    internal async Task<string[]> SearchAsync(string query, object filters) =>
        Texts((await Http.PostAsync("/v3/memories/search/", new { query, filters }).JsonAsync()).GetProperty("results"));

    /// <summary>A part of a body in the words of the wire, where names are not ours to change.</summary>
    internal static JsonElement Json(string json) => JsonDocument.Parse(json).RootElement;

    internal static string Day(DateTimeOffset time) => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
