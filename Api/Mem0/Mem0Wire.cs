using ChatMemory.Api.Mem0.Adding;
using ChatMemory.Api.Mem0.Changing;
using ChatMemory.Api.Mem0.Entities;
using ChatMemory.Api.Mem0.Errors;
using ChatMemory.Api.Mem0.Events;
using ChatMemory.Api.Mem0.Exports;
using ChatMemory.Api.Mem0.Feedback;
using ChatMemory.Api.Mem0.Finding;
using ChatMemory.Api.Mem0.Histories;
using ChatMemory.Api.Mem0.Listing;
using ChatMemory.Api.Mem0.Profiles;
using ChatMemory.Api.Mem0.Projects;
using ChatMemory.Api.Mem0.Reach;
using ChatMemory.Api.Mem0.SelfHosted;
using ChatMemory.Api.Mem0.Stored;
using ChatMemory.Api.Mem0.Unserved;
using ChatMemory.Api.Mem0.Webhooks;
using ChatMemory.Api.Problems;
using ChatMemory.Api.Routing;
using ChatMemory.Api.Settings;
using ChatMemory.Memories;

namespace ChatMemory.Api.Mem0;

/// <summary>Mem0's wire over the same memories: a client changes its host and nothing else.</summary>
internal static class Mem0Wire
{
    public static IServiceCollection AddMem0Wire(this IServiceCollection services)
    {
        services.AddOptions<Mem0Options>().BindConfiguration(Mem0Options.Section).ValidateDataAnnotations().ValidateOnStart();
        return services.AddSettingsSection<Mem0Options>(Mem0Options.Section)
            .AddSingleton<IErrorForm, Mem0ErrorForm>()
            .AddHttpContextAccessor().AddSingleton<NamedUser>().AddSingleton<MemoryReach>().AddSingleton<MemoryPlaces>().AddSingleton<ShownMemories>()
            .AddSingleton<AddedSessions>().AddSingleton<AddedFacts>().AddSingleton<MemoryAdding>()
            .AddSingleton<MemorySearch>().AddSingleton<MemoryListing>().AddSingleton<MemoryChanges>().AddSingleton<MemoryEvents>()
            .AddSingleton<MemoryBatch>().AddSingleton<EntityDirectory>().AddSingleton<EventList>().AddSingleton<Mem0Values>()
            .AddSingleton<MemoryChangeLog>().AddSingleton<WebhookRegister>().AddSingleton<WebhookClient>().AddSingleton<WebhookDelivery>()
            .AddHostedService<WebhookService>();
    }

    public static void MapMem0(this IEndpointRouteBuilder endpoints)
    {
        var wire = endpoints.MapGroup("").RequireAuthorization().AddEndpointFilter<RefusalFilter>().WithMetadata(new HasPathKeys()).ExcludeFromDescription();
        wire.MapPing();
        wire.MapAdding();
        wire.MapSearch();
        wire.MapLists();
        wire.MapChanges();
        wire.MapEvents();
        wire.MapHistories();
        wire.MapBatches();
        wire.MapEntities();
        wire.MapFeedback();
        wire.MapExports();
        wire.MapWebhooks();
        wire.MapProjects();
        wire.MapProfiles();
        wire.MapSelfHosted();
        endpoints.MapUnserved();
    }
}
