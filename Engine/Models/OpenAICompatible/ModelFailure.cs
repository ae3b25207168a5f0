using System.ClientModel.Primitives;
using System.Globalization;

namespace ChatMemory.Models.OpenAICompatible;

/// <summary>Says what went wrong in our words. A server's own words may echo the prompt or the key, so they go nowhere.</summary>
internal static class ModelFailure
{
    private const int MaxErrorBody = 64 * 1024;

    public static ModelException Stalled() =>
        new(ModelErrors.Stalled, "The model sent nothing for longer than it may.", isTransient: true);

    public static ModelException CutOff(Exception? cause = null) =>
        new(ModelErrors.CutOff, "The connection to the model ended before its answer did.", isTransient: true, cause);

    // Without the cause: a JSON reader's message can quote what it read.
    public static ModelException Garbled() =>
        new(ModelErrors.Garbled, "The model server sent what cannot be read.", isTransient: true);

    public static ModelException TooLong() =>
        new(ModelErrors.Garbled, "The model server sent more than an answer may have.", isTransient: false);

    public static ModelException Reported() =>
        new(ModelErrors.Error, "The model server reported an error in its answer.", isTransient: true);

    public static ModelException Unreachable(Exception cause) =>
        new(ModelErrors.Unavailable, "The model server could not be reached.", isTransient: true, cause);

    public static ModelException NoToken(Exception cause) =>
        new(ModelErrors.Rejected, $"Entra ID gave no token; check the identity this server runs as, or set {ModelOptions.Section}:UseEntraId to false.", isTransient: false, cause);

    public static async Task<ModelException> OfStatusAsync(PipelineResponse response, TimeProvider time, CancellationToken cancellationToken)
    {
        var status = response.Status;
        var code = await ErrorCodeAsync(response, cancellationToken);
        if (code == "insufficient_quota")
            return new(ModelErrors.Rejected, "The model account's quota is used up.", isTransient: false);
        if (status is 408 or 409 or 429 or >= 500)
        {
            return new(ModelErrors.Unavailable, $"The model server answered {status}.", isTransient: true)
            {
                RetryAfter = RetryAfter(response.Headers, time),
            };
        }

        return new(ModelErrors.Rejected, $"The model server refused the request with {status}{Reason(status, code)}.", isTransient: false);
    }

    private static string Reason(int status, string? code) => (status, code) switch
    {
        (_, "context_length_exceeded") => ": the prompt is longer than the model's context",
        (_, "content_filter" or "content_policy_violation") => ": its content filter objected to the prompt",
        (401 or 403, _) => $": check {ModelEnvironment.KeyVariable} or {ModelOptions.Section}:ApiKey",
        (404, _) or (_, "model_not_found") => $": check the model's name ({ModelOptions.Section}:Chat, {ModelOptions.Section}:Embedding) and {ModelOptions.Section}:Endpoint",
        ( >= 300 and < 400, _) => $", a redirect: check {ModelOptions.Section}:Endpoint",
        _ => "",
    };

    private static async Task<string?> ErrorCodeAsync(PipelineResponse response, CancellationToken cancellationToken)
    {
        try
        {
            return await BoundedBody.ReadAsync(response.ContentStream, MaxErrorBody, cancellationToken) is { } body
                ? ErrorBody.CodeOf(body)
                : null;
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            return null;
        }
    }

    private static TimeSpan? RetryAfter(PipelineResponseHeaders headers, TimeProvider time)
    {
        if (headers.TryGetValue("retry-after-ms", out var text) && Number(text) is { } milliseconds)
            return TimeSpan.FromMilliseconds(milliseconds);
        if (!headers.TryGetValue("Retry-After", out text))
            return null;
        if (Number(text) is { } seconds)
            return TimeSpan.FromSeconds(seconds);
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
            return null;
        var wait = at - time.GetUtcNow();
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number < 1e9 ? number : null;
}
