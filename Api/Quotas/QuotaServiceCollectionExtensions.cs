using ChatMemory.Api.Usage;
using ChatMemory.Sessions;

namespace ChatMemory.Api.Quotas;

internal static class QuotaServiceCollectionExtensions
{
    /// <summary>Adds the quotas of requests and the count of what is used.</summary>
    public static IServiceCollection AddQuotas(this IServiceCollection services)
    {
        services.AddOptions<QuotaOptions>()
            .BindConfiguration(QuotaOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        return services.AddSingleton<RequestQuotas>().AddSingleton<UsageLedger>()
            .AddSingleton<ITokenMeter>(services => services.GetRequiredService<UsageLedger>());
    }
}
