using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace ChatMemory.Models;

/// <summary>Takes the endpoint and the key from the variables that OpenAI's own clients read. The section's settings win, because they are bound after.</summary>
internal sealed class ModelEnvironment(IConfiguration configuration) : IConfigureOptions<ModelOptions>
{
    public const string KeyVariable = "OPENAI_API_KEY";
    public const string EndpointVariable = "OPENAI_BASE_URL";

    public void Configure(ModelOptions options)
    {
        options.ApiKey = NonEmpty(configuration[KeyVariable]);
        options.Endpoint = NonEmpty(configuration[EndpointVariable]);
    }

    private static string? NonEmpty(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
