using System.Text.Json;
using ChatMemory.Serialization;
using ChatMemory.Sessions;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Serialization.Cloning;

namespace ChatMemory.Cluster.Wire;

/// <summary>
/// How the engine's records travel between nodes: as JSON in the engine's one dialect, so that a property added by a newer version
/// is ignored by an older one and the engine needs no attribute of any host.
/// </summary>
public static class EngineWire
{
    // A value that is null is left out, and one that an older version does not know is never sent: neither is missed.
    private static readonly JsonSerializerOptions Json = new(EngineJson.Options) { RespectRequiredConstructorParameters = false };

    /// <summary>Registers it with Orleans' serializer. Nodes and clients must both have it.</summary>
    public static IServiceCollection AddEngineWire(this IServiceCollection services)
    {
        services.AddSingleton<IGeneralizedCopier, SharedCopier>();
        services.AddSingleton<ITypeFilter, CarriedTypes>();
        return services.AddSerializer(serializer => serializer
            .AddJsonSerializer(IsCarried, _ => false, options => options.Configure(json => json.SerializerOptions = Json)));
    }

    /// <summary>Whether values of this type travel as JSON. Exceptions have surrogates instead, because JSON would lose their base.</summary>
    internal static bool IsCarried(Type type) =>
        IsOurs(type) && !type.IsAssignableTo(typeof(Exception)) && !type.IsAssignableTo(typeof(IAddressable));

    private static bool IsOurs(Type type) =>
        type.Assembly == typeof(IChatSession).Assembly
        || type == typeof(ExtractedFrom)
        || type == typeof(ChatEventBatch)
        || (type.IsConstructedGenericType && type.GetGenericTypeDefinition() == typeof(WireList<>));
}
