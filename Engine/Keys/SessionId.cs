using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using ChatMemory.Serialization;

namespace ChatMemory.Keys;

/// <summary>One conversation of a user: an ordered list of exchanges.</summary>
[JsonConverter(typeof(ParsableJsonConverter<SessionId>))]
public readonly record struct SessionId : IParsable<SessionId>
{
    private readonly string? _value;

    private SessionId(string value) => _value = value;

    /// <summary>The id as text: 1 to <see cref="KeyText.MaxLength"/> characters, no control characters.</summary>
    public string Value => _value ?? throw new InvalidOperationException("This session id was never given a value.");

    /// <inheritdoc/>
    public static SessionId Parse(string s, IFormatProvider? provider = null) => new(KeyText.Require(s, "session id"));

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out SessionId result)
    {
        var valid = KeyText.IsValid(s);
        result = valid ? new(s!) : default;
        return valid;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
