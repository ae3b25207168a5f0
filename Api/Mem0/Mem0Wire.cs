using ChatMemory.Api.Mem0.Adding;
using ChatMemory.Api.Mem0.Changing;
using ChatMemory.Api.Mem0.Errors;
using ChatMemory.Api.Mem0.Events;
using ChatMemory.Api.Mem0.Finding;
using ChatMemory.Api.Mem0.Listing;
using ChatMemory.Api.Mem0.Reach;
using ChatMemory.Api.Problems;
using ChatMemory.Api.Routing;
using ChatMemory.Api.Settings;

namespace ChatMemory.Api.Mem0;

/// <summary>Mem0's wire over the same memories: a client changes its host and nothing else.</summary>
internal static class Mem0Wire
{
    public static IServiceCollection AddMem0Wire(this IServiceCollection services)
    {
        services.AddOptions<Mem0Options>().BindConfiguration(Mem0Options.Section).ValidateDataAnnotations().ValidateOnStart();
        return services.AddSettingsSection<Mem0Options>(Mem0Options.Section)
            .AddSingleton<IErrorForm, Mem0ErrorForm>()
            .AddSingleton<MemoryReach>().AddSingleton<MemoryPlaces>().AddSingleton<ShownMemories>()
            .AddSingleton<AddedSessions>().AddSingleton<AddedFacts>().AddSingleton<MemoryAdding>()
            .AddSingleton<MemorySearch>().AddSingleton<MemoryListing>().AddSingleton<MemoryChanges>().AddSingleton<MemoryEvents>();
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
    }
}
