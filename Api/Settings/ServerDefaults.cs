namespace ChatMemory.Api.Settings;

/// <summary>What every process that serves the API has in common before its features.</summary>
public static class ServerDefaults
{
    /// <summary>Reads HTTPS from the configuration, and keeps the framework's log to what an operator acts on.</summary>
    public static void UseServerDefaults(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Logging
            .AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)
            .AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        StartPhase.Quiet(builder);
    }
}
