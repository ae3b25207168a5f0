using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using ChatMemory.Serialization;

namespace ChatMemory.Keys;

/// <summary>The isolation boundary. It comes from the caller's credential, never from a request body.</summary>
[JsonConverter(typeof(ParsableJsonConverter<TenantId>))]
public readonly record struct TenantId : IParsable<TenantId>
{
    private readonly string? _value;

    private TenantId(string value) => _value = value;

    /// <summary>The tenant of a server that has no credentials configured.</summary>
    public static TenantId Default { get; } = new("default");

    /// <summary>The id as text: 1 to <see cref="KeyText.MaxLength"/> characters, no control characters.</summary>
    public string Value => _value ?? throw new InvalidOperationException("This tenant id was never given a value.");

    /// <inheritdoc/>
    public static TenantId Parse(string s, IFormatProvider? provider = null) => new(KeyText.Require(s, "tenant id"));

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out TenantId result)
    {
        var valid = KeyText.IsValid(s);
        result = valid ? new(s!) : default;
        return valid;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}
