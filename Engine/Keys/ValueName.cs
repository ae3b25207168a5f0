using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using ChatMemory.Serialization;

namespace ChatMemory.Keys;

/// <summary>The key of a stored value within its namespace. Chosen by the caller.</summary>
[JsonConverter(typeof(ParsableJsonConverter<ValueName>))]
public readonly record struct ValueName : IParsable<ValueName>
{
    private readonly string? _value;

    private ValueName(string value) => _value = value;

    /// <summary>The id as text: 1 to <see cref="KeyText.MaxLength"/> characters, no control characters.</summary>
    public string Value => _value ?? throw new InvalidOperationException("This value key was never given a value.");

    /// <inheritdoc/>
    public static ValueName Parse(string s, IFormatProvider? provider = null) => new(KeyText.Require(s, "value key"));

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ValueName result)
    {
        var valid = KeyText.IsValid(s);
        result = valid ? new(s!) : default;
        return valid;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
