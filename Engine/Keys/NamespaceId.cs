using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using ChatMemory.Serialization;

namespace ChatMemory.Keys;

/// <summary>A set of stored values of a tenant, such as <c>prod</c> and <c>dev</c>. Chosen by the caller; it exists as long as it holds a value.</summary>
[JsonConverter(typeof(ParsableJsonConverter<NamespaceId>))]
public readonly record struct NamespaceId : IParsable<NamespaceId>
{
    private readonly string? _value;

    private NamespaceId(string value) => _value = value;

    /// <summary>The id as text: 1 to <see cref="KeyText.MaxLength"/> characters, no control characters.</summary>
    public string Value => _value ?? throw new InvalidOperationException("This namespace was never given a value.");

    /// <inheritdoc/>
    public static NamespaceId Parse(string s, IFormatProvider? provider = null) => new(KeyText.Require(s, "namespace"));

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out NamespaceId result)
    {
        var valid = KeyText.IsValid(s);
        result = valid ? new(s!) : default;
        return valid;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
