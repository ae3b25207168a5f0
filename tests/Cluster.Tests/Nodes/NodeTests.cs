using ChatMemory.Cluster.Client;
using ChatMemory.Silo;
using ChatMemory.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace ChatMemory.Cluster.Nodes;

/// <summary>What a node is made of, without starting it.</summary>
public sealed class NodeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_WithinANode_CountAsLostAsEarlyAsThoseOfClients()
    {
        await using var node = Node.Build(["--ChatMemory:Journals:ConnectionString=Host=nowhere", "--ChatMemory:Cluster:ResponseTimeout=00:00:07"]);

        Assert.Equal(TimeSpan.FromSeconds(7), node.Services.GetRequiredService<IOptions<SiloMessagingOptions>>().Value.ResponseTimeout);
    }

    [Theory]
    [InlineData(95, 90, true, 95, 90)]
    [InlineData(80, 0, true, 80, 100)]
    [InlineData(0, 70, true, 100, 70)]
    [InlineData(0, 0, false, 100, 100)]
    public async Task Shedding_IsAboveEitherBound_AndZeroIsNone(int cpu, int memory, bool sheds, int aboveCpu, int aboveMemory)
    {
        await using var node = Node.Build(
            ["--ChatMemory:Journals:ConnectionString=Host=nowhere", $"--ChatMemory:Node:ShedAbove:Cpu={cpu}", $"--ChatMemory:Node:ShedAbove:Memory={memory}"]);

        var shedding = node.Services.GetRequiredService<IOptions<LoadSheddingOptions>>().Value;

        Assert.Equal((sheds, aboveCpu, aboveMemory), (shedding.LoadSheddingEnabled, shedding.CpuThreshold, shedding.MemoryThreshold));
    }

    [Fact]
    public async Task Call_ThatTheClusterDoesNotAnswer_TellsOfNoGrain()
    {
        var calls = new PatientCalls(new() { RetryFor = TimeSpan.Zero }, new ManualTime(), new SequentialIds());

        var failure = await Assert.ThrowsAsync<ChatMemoryException>(() => calls.CallAsync<bool>(
            () => throw new TimeoutException("Response did not arrive for session/s/default/ada/s1"), Token));

        Assert.True(failure.IsTransient);
        Assert.DoesNotContain("ada", failure.ToString(), StringComparison.Ordinal);
    }
}
