using Orleans.Serialization;

namespace ChatMemory.Cluster.Wire;

/// <summary>Lets the engine's types be named in a message: also the abstract ones, which a result may be declared as.</summary>
internal sealed class CarriedTypes : ITypeFilter
{
    public bool? IsTypeAllowed(Type type) => EngineWire.IsCarried(type) ? true : null;
}
