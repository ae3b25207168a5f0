using ChatMemory.Keys;
using ChatMemory.Values;

namespace ChatMemory.InProcess;

/// <summary>Makes the writer of a stored value when the host loads it.</summary>
public interface IStoredValueFactory
{
    /// <summary>The writer of a value, not loaded yet.</summary>
    IStoredValue Create(ValueKey key);
}
