using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using ChatMemory.Serialization;

namespace ChatMemory.Keys;

/// <summary>The person whose memory it is. Chosen by the chat backend; opaque to the server.</summary>
[JsonConverter(typeof(ParsableJsonConverter<UserId>))]
public readonly record struct UserId : IParsable<UserId>
{
    private readonly string? _value;

    private UserId(string value) => _value = value;

    /// <summary>The id as text: 1 to <see cref="KeyText.MaxLength"/> characters, no control characters.</summary>
    public string Value => _value ?? throw new InvalidOperationException("This user id was never given a value.");

    /// <inheritdoc/>
    public static UserId Parse(string s, IFormatProvider? provider = null) => new(KeyText.Require(s, "user id"));

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out UserId result)
    {
        var valid = KeyText.IsValid(s);
        result = valid ? new(s!) : default;
        return valid;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
