namespace ChatMemory.Api.Telemetry;

/// <summary>Registers the export of traces and metrics.</summary>
public static class TelemetryServiceCollectionExtensions
{
    /// <summary>Adds it with <see cref="TelemetryOptions"/>. It sends nothing until a collector is named.</summary>
    public static IServiceCollection AddTelemetryExport(this IServiceCollection services)
    {
        services.AddOptions<TelemetryOptions>()
            .BindConfiguration(TelemetryOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        return services.AddHostedService<TelemetryExport>();
    }
}
