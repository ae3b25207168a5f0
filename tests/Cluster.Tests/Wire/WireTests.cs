using System.Text.Json;
using ChatMemory.Models;
using ChatMemory.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Serialization.Invocation;

namespace ChatMemory.Cluster.Wire;

/// <summary>A type without a codec would break its grain interface at run time only; so each is sent here.</summary>
public sealed class WireTests(ThreeNodes nodes)
{
    private const string Committed = "Wire/v1.txt";

    private readonly Serializer _sender = nodes.Client.ServiceProvider.GetRequiredService<Serializer>();
    private readonly Serializer _receiver = nodes.Services.GetRequiredService<Serializer>();

    public static TheoryData<string> Types => [.. WireTypes.All.Select(WireTypes.Name)];

    [Theory]
    [MemberData(nameof(Types))]
    public void EveryParameterAndResult_Sent_ArrivesAsItWas(string name)
    {
        var type = WireTypes.All.Single(it => WireTypes.Name(it) == name);

        foreach (var sample in Sent(type))
            Assert.Equal(Json(sample), Json(Arrived(type, Write(type, sample))));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void EveryParameterAndResult_FromTheCommittedVersion_IsRead(string name)
    {
        var type = WireTypes.All.Single(it => WireTypes.Name(it) == name);
        var committed = File.ReadLines(Path.Combine(AppContext.BaseDirectory, Committed))
            .Select(line => line.Split('\t')).Where(line => line[0] == name).Select(line => Convert.FromBase64String(line[1])).ToList();

        Assert.NotEmpty(committed);
        Assert.Equal(Sent(type).Select(Json), committed.Select(bytes => Json(Arrived(type, bytes))));
    }

    [Fact]
    public void Write_WhatThisVersionSends()
    {
        if (Environment.GetEnvironmentVariable("CHAT_MEMORY_WRITE_WIRE") is not { Length: > 0 } path)
        {
            Assert.Skip("CHAT_MEMORY_WRITE_WIRE names the file to write when the wire has a new version.");
            return;
        }

        File.WriteAllLines(path, WireTypes.All.SelectMany(type =>
            Sent(type).Select(sample => $"{WireTypes.Name(type)}\t{Convert.ToBase64String(Write(type, sample))}")));
    }

    public static TheoryData<Exception> Failures =>
    [
        new ChatMemoryException("The database is away.", isTransient: true),
        new OverloadedException("Host:MaxCalls", TimeSpan.FromSeconds(3)),
        new ModelException(ModelErrors.Stalled, "It stalled.", isTransient: true) { RetryAfter = TimeSpan.FromSeconds(1) },
        new InvalidCommandException([new("memories[0].text", "is empty")]),
        new NodeStoppingException(),
        new InvalidOperationException("Not so."),
    ];

    [Theory]
    [MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public void Failure_Sent_ArrivesWithAllThatCallersLookAt(Exception failure)
    {
        var arrived = _receiver.Deserialize<Response>(_sender.SerializeToArray(Response.FromException(failure))).Exception!;

        Assert.Equal(failure.GetType(), arrived.GetType());
        Assert.Equal(failure.Message, arrived.Message);
        Assert.Equal((failure as ChatMemoryException)?.IsTransient, (arrived as ChatMemoryException)?.IsTransient);
        Assert.Equal((failure as OverloadedException)?.RetryAfter, (arrived as OverloadedException)?.RetryAfter);
        Assert.Equal((failure as OverloadedException)?.Limit, (arrived as OverloadedException)?.Limit);
        Assert.Equal((failure as ModelException)?.Code, (arrived as ModelException)?.Code);
        Assert.Equal((failure as ModelException)?.RetryAfter, (arrived as ModelException)?.RetryAfter);
        Assert.Equal((failure as InvalidCommandException)?.Errors, (arrived as InvalidCommandException)?.Errors);
    }

    // Grains give lists as WireList, whatever the engine gave them.
    private static IEnumerable<object> Sent(Type type) => type.IsConstructedGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>)
        ? Samples.Of(type).Select(it => typeof(WireTests).GetMethod(nameof(AsWireList), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
            .MakeGenericMethod(type.GetGenericArguments()).Invoke(null, [it])!)
        : Samples.Of(type);

    private static WireList<T> AsWireList<T>(IReadOnlyList<T> items) => WireList.Of(items);

    private byte[] Write(Type type, object value) => (byte[])typeof(WireTests)
        .GetMethod(nameof(WriteAs), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!.MakeGenericMethod(type).Invoke(this, [value])!;

    private object Arrived(Type type, byte[] bytes) => typeof(WireTests)
        .GetMethod(nameof(ReadAs), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!.MakeGenericMethod(type).Invoke(this, [bytes])!;

    private byte[] WriteAs<T>(T value) => _sender.SerializeToArray<Response>(Response.FromResult(value));

    private object ReadAs<T>(byte[] bytes) => _receiver.Deserialize<Response>(bytes)!.GetResult<T>()!;

    private static string Json(object value) => JsonSerializer.Serialize(value, value.GetType(), EngineJson.Options);
}
