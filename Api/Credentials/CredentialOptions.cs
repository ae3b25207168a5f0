using System.ComponentModel.DataAnnotations;

namespace ChatMemory.Api.Credentials;

/// <summary>The API keys that the server knows, in the section <c>ChatMemory</c>.</summary>
public sealed record CredentialOptions : IValidatableObject
{
    /// <summary>The section these are bound from.</summary>
    public const string Section = "ChatMemory";

    private const int MaxKeys = 1_000;

    /// <summary>The keys, at most 1,000. None by default, which only a server that listens on loopback may have.</summary>
    public IList<KeyOptions> Keys { get; init; } = [];

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Keys.Count > MaxKeys)
            yield return new($"ChatMemory:Keys has more than {MaxKeys} entries.");
        for (var i = 0; i < Keys.Count; i++)
        {
            var wrong = new List<ValidationResult>();
            Validator.TryValidateObject(Keys[i], new ValidationContext(Keys[i]), wrong, validateAllProperties: true);
            foreach (var result in wrong)
                yield return new($"ChatMemory:Keys:{i}: {result.ErrorMessage}");
        }
    }
}
