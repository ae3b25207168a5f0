using ChatMemory.Journals;

namespace ChatMemory.Silo;

/// <summary>The health of a node that has no API.</summary>
internal static class NodeHealth
{
    private static readonly TimeSpan DatabasePatience = TimeSpan.FromSeconds(2);

    public static void MapNodeHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => Results.Ok());
        app.MapGet("/health/ready", async (IJournalStore journals, IHostApplicationLifetime lifetime, CancellationToken cancellationToken) =>
            !lifetime.ApplicationStopping.IsCancellationRequested && await AnswersAsync(journals, cancellationToken)
                ? Results.Ok()
                : Results.StatusCode(StatusCodes.Status503ServiceUnavailable));
    }

    private static async Task<bool> AnswersAsync(IJournalStore journals, CancellationToken cancellationToken)
    {
        try
        {
            return await journals.IsHealthyAsync(cancellationToken).WaitAsync(DatabasePatience, cancellationToken);
        }
        catch (Exception away) when (away is TimeoutException or ChatMemoryException)
        {
            return false;
        }
    }
}
