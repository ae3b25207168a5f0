using ChatMemory.Keys;
using ChatMemory.Memories;
using ChatMemory.Sessions;
using ChatMemory.Values;
using Microsoft.Extensions.Options;

namespace ChatMemory.Cluster.Client;

/// <summary>Leads calls to the grains of their keys, from a client or from within a node.</summary>
internal sealed class ClusterHost(IGrainFactory grains, IOptions<ClusterOptions> options, TimeProvider time, IIdSource ids) : IChatMemoryHost
{
    private readonly PatientCalls _calls = new(options.Value, time, ids);

    public IChatSession Session(SessionKey key) => new ClusterSession(grains.GetGrain<IChatSessionGrain>(key.ToString()), _calls);

    public IUserMemory User(UserKey key) => new ClusterUserMemory(grains.GetGrain<IUserMemoryGrain>(key.ToString()), _calls);

    public IStoredValue Value(ValueKey key) => new ClusterStoredValue(grains.GetGrain<IStoredValueGrain>(key.ToString()), _calls);
}
