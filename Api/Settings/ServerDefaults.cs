using Microsoft.Extensions.Logging.Console;

namespace ChatMemory.Api.Settings;

/// <summary>What every process that serves the API has in common before its features.</summary>
public static class ServerDefaults
{
    /// <summary>Reads HTTPS from the configuration, and keeps the framework's log to what an operator acts on.</summary>
    public static void UseServerDefaults(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.WebHost.UseKestrelHttpsConfiguration();
        // The slim builder has set one form for all; the configuration's wins.
        builder.Services.PostConfigure<ConsoleLoggerOptions>(console =>
            console.FormatterName = builder.Configuration["Logging:Console:FormatterName"] ?? console.FormatterName);
        builder.Logging.AddConsole()
            .AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)
            .AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        StartPhase.Quiet(builder);
    }
}
