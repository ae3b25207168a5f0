using ChatMemory.Api.Credentials;
using ChatMemory.Keys;
using ChatMemory.Models;
using ChatMemory.Sessions;

namespace ChatMemory.Api.OpenAI.Responses;

/// <summary>Responses of which nothing is kept and from which nothing is learned. They may follow what is stored, and end when their client does.</summary>
internal sealed class StatelessResponses(
    SessionFinder sessions, InputItems items, PlainRelay relay, ModelsInUse models, IIdSource ids, TimeProvider time)
{
    private const int MostTold = 200;

    public async Task<RunningResponse> BeginAsync(Caller caller, UserKey? user, ResponseRequest request, CancellationToken cancellationToken)
    {
        var (input, earlier) = await QuestionAsync(caller, user, request, cancellationToken);
        var view = new ResponseView
        {
            // No journal has this epoch: it is never found.
            Id = new(Epoch: 0, new(ids.Next())),
            CreatedAt = time.GetUtcNow(),
            Model = request.ForModel.Model ?? models.Chat,
            Echo = request.Echo,
        };
        var countedFor = user ?? Anonymous.Of(caller.Tenant);
        return new(view, relay.AskAsync(view.Id.Exchange, countedFor, input, request.ForModel, earlier, cancellationToken));
    }

    /// <summary>How many tokens the model would read, as estimated, without asking it.</summary>
    public async Task<int> CountTokensAsync(Caller caller, UserKey? user, ResponseRequest request, CancellationToken cancellationToken)
    {
        var (input, earlier) = await QuestionAsync(caller, user, request, cancellationToken);
        return relay.CountTokens(input, request.ForModel, earlier);
    }

    private async Task<(IReadOnlyList<ChatItem> Input, IReadOnlyList<Exchange> Earlier)> QuestionAsync(
        Caller caller, UserKey? user, ResponseRequest request, CancellationToken cancellationToken)
    {
        var (session, earlier) = await EarlierAsync(caller, request, cancellationToken);
        if (session is not null && user is { } named && named != session.Key.Owner && !Anonymous.Is(session.Key.Owner))
            throw SessionFinder.NotFound(request.Conversation is null ? "response" : "conversation");
        return (await items.ResolveAsync(caller, request.Input, session?.Epoch, cancellationToken), earlier);
    }

    // Newest first.
    private async Task<(FoundSession? Session, IReadOnlyList<Exchange> Earlier)> EarlierAsync(
        Caller caller, ResponseRequest request, CancellationToken cancellationToken)
    {
        if (request.Conversation is { } conversation)
        {
            var session = await sessions.ConversationAsync(caller, conversation, cancellationToken, "conversation");
            return (session, [.. (await ToldAsync(session, before: null, cancellationToken)).Reverse()]);
        }

        if (request.Previous is { } previous)
        {
            var (session, exchange) = await sessions.ResponseAsync(caller, previous, cancellationToken, "previous_response_id");
            return (session, [exchange, .. (await ToldAsync(session, exchange.Id, cancellationToken)).Reverse()]);
        }

        return (null, []);
    }

    private static async Task<IReadOnlyList<Exchange>> ToldAsync(FoundSession session, ExchangeId? before, CancellationToken cancellationToken) =>
        (await session.Chat.TranscriptAsync(new(MostTold, before), cancellationToken))?.Exchanges ?? [];
}
