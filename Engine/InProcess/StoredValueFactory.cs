using ChatMemory.Journals;
using ChatMemory.Keys;
using ChatMemory.Values;
using Microsoft.Extensions.Options;

namespace ChatMemory.InProcess;

/// <summary>Makes the writers from what the container knows.</summary>
/// <param name="journals">Where values are kept.</param>
/// <param name="options">Bounds each value.</param>
/// <param name="time">The clock.</param>
public sealed class StoredValueFactory(IJournalStore journals, IOptions<ValueOptions> options, TimeProvider time) : IStoredValueFactory
{
    /// <inheritdoc/>
    public IStoredValue Create(ValueKey key) => new StoredValueActor(key, journals, options.Value, time);
}
