using ChatMemory.Journals;
using Microsoft.Extensions.Options;

namespace ChatMemory.Silo;

/// <summary>Creates or upgrades the tables and ends, for operators who let a node have no right to change them.</summary>
internal static class SchemaCommand
{
    public static async Task<int> RunAsync(Func<WebApplication> build)
    {
        try
        {
            await using var node = build();
            foreach (var step in node.Services.GetServices<IHostedService>().OfType<ISchemaStartup>())
                await step.StartingAsync(CancellationToken.None);
            await Console.Out.WriteLineAsync("The schema is up to date.");
            return 0;
        }
        catch (Exception failure) when (failure is ChatMemoryException or OptionsValidationException)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }
    }
}
