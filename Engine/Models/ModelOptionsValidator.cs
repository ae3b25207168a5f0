using Microsoft.Extensions.Options;

namespace ChatMemory.Models;

/// <summary>Finds settings that cannot work together, all of them at once, and says what to do about each.</summary>
internal sealed class ModelOptionsValidator : IValidateOptions<ModelOptions>
{
    public ValidateOptionsResult Validate(string? name, ModelOptions options)
    {
        var errors = Errors(options).ToList();
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> Errors(ModelOptions options)
    {
        if (options.Endpoint is { } endpoint && !IsHttp(endpoint))
            yield return $"{ModelOptions.Section}:Endpoint (or {ModelEnvironment.EndpointVariable}) is no absolute http or https URL; write it as in {ModelOptions.OpenAIEndpoint}.";
        if (Uri.TryCreate(options.Endpoint, UriKind.Absolute, out var url) && url.UserInfo.Length > 0)
            yield return $"{ModelOptions.Section}:Endpoint (or {ModelEnvironment.EndpointVariable}) holds a user name or password, which is not sent; put the key into {ModelOptions.Section}:ApiKey.";
        if (options.UseEntraId && options.Endpoint is null)
            yield return $"{ModelOptions.Section}:UseEntraId needs {ModelOptions.Section}:Endpoint; set it to https://<resource>.openai.azure.com/openai/v1.";
        if (options.UseEntraId && options.Endpoint is { } plain && plain.StartsWith("http:", StringComparison.OrdinalIgnoreCase))
            yield return $"{ModelOptions.Section}:UseEntraId would send a token over plain http; write the endpoint with https.";
        if (options is { UseEntraId: true, ApiKey: not null })
            yield return $"{ModelOptions.Section}:UseEntraId and an API key are both set; remove {ModelOptions.Section}:ApiKey and {ModelEnvironment.KeyVariable}, or set UseEntraId to false.";
        if (options.ApiKey is { } key && key.Any(c => c is <= ' ' or > '~'))
            yield return $"{ModelOptions.Section}:ApiKey (or {ModelEnvironment.KeyVariable}) holds a character that no key has; copy it again without spaces or line breaks.";
        if (ModelChoice.Of(options) is { HasServer: false, EmbeddingModel: { } model })
            yield return $"{ModelOptions.Section}:Embedding names '{model}', but no model server is set; set {ModelEnvironment.KeyVariable} or {ModelOptions.Section}:Endpoint, or remove Embedding.";
    }

    private static bool IsHttp(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);
}
