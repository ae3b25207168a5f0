using System.ComponentModel.DataAnnotations;
using ChatMemory.Keys;

namespace ChatMemory.Api.Credentials;

/// <summary>One API key as it is configured under <c>ChatMemory:Keys</c>: its hash, never the key.</summary>
public sealed record KeyOptions : IValidatableObject
{
    /// <summary>What people call it.</summary>
    [Required]
    public string Name { get; init; } = "";

    /// <summary>SHA-256 of the key in hexadecimal, as <c>keys new</c> prints it.</summary>
    [Required]
    public string Hash { get; init; } = "";

    /// <summary>The tenant it opens. Default <c>default</c>.</summary>
    public string Tenant { get; init; } = TenantId.Default.Value;

    /// <summary>What it allows, separated by commas. Default <c>chat,read,write</c>.</summary>
    public Permissions Permissions { get; init; } = Permissions.Chat | Permissions.Read | Permissions.Write;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Hash.Length > 0 && !ApiKey.IsHash(Hash))
            yield return new("Hash must be 64 hexadecimal digits; 'keys new' prints a key and its hash.", [nameof(Hash)]);
        if (!TenantId.TryParse(Tenant, null, out _))
            yield return new("Tenant is not a valid id.", [nameof(Tenant)]);
        if (Permissions == Permissions.None)
            yield return new("Permissions must allow something.", [nameof(Permissions)]);
    }
}
