using Microsoft.Extensions.Options;

namespace ChatMemory.Cluster.Qdrant;

/// <summary>Checks what annotations cannot, all at once.</summary>
internal sealed class QdrantOptionsValidator : IValidateOptions<QdrantOptions>
{
    private const int LengthOfSha256 = 64;

    public ValidateOptionsResult Validate(string? name, QdrantOptions options)
    {
        var errors = new List<string>();
        if (options.Url is { } url && (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https") || url.PathAndQuery != "/"))
            errors.Add($"{QdrantOptions.Section}:{nameof(options.Url)} must be http://host:port or https://host:port, without a path.");
        if (options.CertificateThumbprint is { } thumbprint && (thumbprint.Length != LengthOfSha256 || !thumbprint.All(char.IsAsciiHexDigit)))
            errors.Add($"{QdrantOptions.Section}:{nameof(options.CertificateThumbprint)} must have {LengthOfSha256} hexadecimal digits.");
        if (options.ApiKey is "")
            errors.Add($"{QdrantOptions.Section}:{nameof(options.ApiKey)} must not be empty; leave it out when there is none.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
