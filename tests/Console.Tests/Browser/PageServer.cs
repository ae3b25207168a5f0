using System.Collections.Concurrent;
using ChatMemory.Api.Support;
using ChatMemory.Support.StandIn;

namespace ChatMemory.Api.ConsolePage.Browser;

/// <summary>The one-process server over a stand-in model whose answers a test scripts by what is asked.</summary>
public sealed class PageServer : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, ModelReply> _answers = new(StringComparer.Ordinal);
    private StandInModel _model = null!;
    private ApiServer _api = null!;

    public HttpClient Http => _api.Http;

    public string Address => _api.Address.GetLeftPart(UriPartial.Authority) + "/";

    public async ValueTask InitializeAsync()
    {
        _model = await StandInModel.StartAsync();
        _model.Otherwise = request => _answers.GetValueOrDefault(string.Concat(request.LastWords()), ModelReply.Saying("Noted."));
        _api = await ApiServer.StartAsync(
            _model,
            [
                "--ChatMemory:Models:Embedding=offline", "--ChatMemory:Extraction:Extractor=Rules", "--ChatMemory:Sessions:RecallBudget=00:00:10",
            ]);
    }

    /// <summary>What the model answers to a message.</summary>
    public void Answer(string message, ModelReply reply) => _answers[message] = reply;

    /// <summary>Answers a message in two halves; the second comes when the gate opens.</summary>
    public TaskCompletionSource AnswerInHalves(string message, string first, string second)
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Answer(message, ModelReply.Saying(first, second).WaitingFor(gate.Task, afterToken: 1));
        return gate;
    }

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        await _model.DisposeAsync();
    }
}
