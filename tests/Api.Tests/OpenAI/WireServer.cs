using ChatMemory.Api.Support;
using ChatMemory.Support.StandIn;

namespace ChatMemory.Api.OpenAI;

/// <summary>A server in front of a stand-in model that does what the last message says.</summary>
public sealed class WireServer : IAsyncLifetime
{
    private readonly TaskCompletionSource _goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SelfSignedCertificate _certificate = new();
    private StandInModel? _model;
    private ApiServer? _api;

    public ApiServer Api => _api!;

    /// <summary>The same server over TLS, which some clients insist on.</summary>
    public Uri SecureAddress => Api.Addresses.Single(address => address.Scheme == Uri.UriSchemeHttps);

    public HttpClient Http => Api.Http;

    public StandInModel Model => _model!;

    /// <summary>Lets the model go on where it was told to be slow.</summary>
    public void GoOn() => _goOn.TrySetResult();

    public async ValueTask InitializeAsync()
    {
        _model = await StandInModel.StartAsync();
        _model.Otherwise = Reply;
        _api = await ApiServer.StartAsync(
            _model, [.. _certificate.Settings, "--ChatMemory:Extraction:Extractor=Rules", "--ChatMemory:Sessions:RecallBudget=00:00:10", "--ChatMemory:Models:MaxRetries=0"]);
    }

    public async ValueTask DisposeAsync()
    {
        GoOn();
        await Api.DisposeAsync();
        await Model.DisposeAsync();
        _certificate.Dispose();
    }

    private ModelReply Reply(ReceivedRequest request) => string.Concat(request.LastWords()) switch
    {
        "call the weather tool" => ModelReply.Saying().CallingTool(0, "call_1", "weather", "{\"city\":", "\"Oslo\"}"),
        "let the slow ones go on" => LettingGoOn(),
        "refuse" => ModelReply.Refusing(400),
        "slowly" => ModelReply.Saying("one", " two").WaitingFor(_goOn.Task, afterToken: 1),
        "break off" => ModelReply.Saying("one", " two").Writing(1, "data: {\"error\":{\"message\":\"broken\"}}\n\n"),
        "be cut by length" => ModelReply.Saying("one").FinishedBy("length"),
        var said when said.StartsWith("repeat what you know", StringComparison.Ordinal) =>
            ModelReply.Saying([.. request.Messages.Where(message => message.GetProperty("role").ValueEquals("system")).Select(message => message.GetProperty("content").GetString()!)]),
        _ => ModelReply.Saying(request.LastWords()),
    };

    // For a client that waits in another process.
    private ModelReply LettingGoOn()
    {
        GoOn();
        return ModelReply.Saying("ok");
    }
}
