using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ChatMemory.Keys;
using ChatMemory.Values;

namespace ChatMemory.Api.Mem0.Stored;

/// <summary>What this wire keeps of a tenant besides memories: in a namespace of stored values that no caller can name, because no path leads to <c>.</c>.</summary>
internal sealed class Mem0Values(IChatMemoryHost host)
{
    private const int Tries = 16;

    private static readonly NamespaceId Space = NamespaceId.Parse(".");

    public IStoredValue Of(TenantId tenant, string name) => host.Value(new(tenant, Space, ValueName.Parse($"mem0-{name}")));

    /// <summary>A value; null when there is none.</summary>
    public async Task<T?> ReadAsync<T>(TenantId tenant, string name, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class =>
        await Of(tenant, name).GetAsync(cancellationToken) is { } stored ? JsonSerializer.Deserialize(stored.Json, type) : null;

    /// <summary>Changes a value, again when another was faster.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="name">The value.</param>
    /// <param name="type">Its form.</param>
    /// <param name="change">What it is to be; null leaves it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What it is now.</returns>
    public async Task<T?> ChangeAsync<T>(TenantId tenant, string name, JsonTypeInfo<T> type, Func<T?, T?> change, CancellationToken cancellationToken)
        where T : class
    {
        for (var i = 0; i < Tries; i++)
        {
            var stored = await Of(tenant, name).GetAsync(cancellationToken);
            var before = stored is null ? null : JsonSerializer.Deserialize(stored.Json, type);
            if (change(before) is not { } after)
                return before;
            var outcome = await Of(tenant, name).SetAsync(
                new(JsonSerializer.Serialize(after, type), IfVersion: stored?.Version, IfAbsent: stored is null), cancellationToken);
            if (outcome.Status == WriteStatus.TooLarge)
                throw new Errors.Mem0RequestException(new Errors.Mem0Error(StatusCodes.Status413PayloadTooLarge, "This is more than is kept."));
            if (outcome.Status == WriteStatus.Done)
                return after;
        }

        throw new ChatMemoryException("Others changed the same value every time.", isTransient: true);
    }
}
