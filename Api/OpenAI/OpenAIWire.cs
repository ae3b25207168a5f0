using ChatMemory.Api.Credentials;
using ChatMemory.Api.OpenAI.Chat;
using ChatMemory.Api.OpenAI.Conversations;
using ChatMemory.Api.OpenAI.Models;
using ChatMemory.Api.OpenAI.Realtime;
using ChatMemory.Api.OpenAI.Responses;
using ChatMemory.Api.Problems;

namespace ChatMemory.Api.OpenAI;

/// <summary>OpenAI's wire over the same sessions and memories: a client changes its base URL and nothing else.</summary>
internal static class OpenAIWire
{
    public static IServiceCollection AddOpenAIWire(this IServiceCollection services) =>
        services.AddSingleton<IErrorForm, OpenAIErrorForm>().AddSingleton<Completions>()
            .AddSingleton<SessionFinder>().AddSingleton<InputItems>()
            .AddSingleton<NewResponses>().AddSingleton<ResponseStart>().AddSingleton<StatelessResponses>().AddSingleton<StoredResponses>()
            .AddSingleton<StoredConversations>().AddSingleton<StoredItems>();

    public static void MapOpenAI(this IEndpointRouteBuilder endpoints)
    {
        var wire = endpoints.MapGroup("/v1").RequireAuthorization().Require(Permissions.Chat).ExcludeFromDescription();
        wire.MapCompletions();
        wire.MapModels();
        wire.MapRealtime();

        var stored = wire.MapGroup("").AddEndpointFilter<RefusalFilter>();
        stored.MapResponses();
        stored.MapConversations();
    }
}
