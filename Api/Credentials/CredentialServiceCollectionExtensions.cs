using ChatMemory.Journals;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;

namespace ChatMemory.Api.Credentials;

internal static class CredentialServiceCollectionExtensions
{
    /// <summary>The policy that asks for a permission.</summary>
    public static string Policy(Permissions permission) => $"chat-memory-{permission}";

    public static TBuilder Require<TBuilder>(this TBuilder endpoints, Permissions permission)
        where TBuilder : IEndpointConventionBuilder => endpoints.RequireAuthorization(Policy(permission));

    public static IServiceCollection AddCredentials(this IServiceCollection services)
    {
        services.AddOptions<CredentialOptions>().BindConfiguration(CredentialOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<KeyRing>().AddSingleton<UserTokens>();
        services.AddAuthentication(CredentialHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, CredentialHandler>(CredentialHandler.SchemeName, configureOptions: null);

        var authorization = services.AddAuthorizationBuilder();
        foreach (var permission in Enum.GetValues<Permissions>().Where(permission => permission != Permissions.None))
        {
            authorization.AddPolicy(Policy(permission), policy => policy.RequireAuthenticatedUser().RequireAssertion(context =>
                (context.Resource as HttpContext)?.Features.Get<Caller>()?.May(permission) == true));
        }

        services.AddDataProtection().SetApplicationName("ChatMemory");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(management =>
            management.XmlRepository ??= TokenKeyFiles(provider)));
        return services;
    }

    // Unless the host has another place for them.
    private static FileSystemXmlRepository TokenKeyFiles(IServiceProvider provider) => new(
        TokenKeyFolder(provider.GetRequiredService<IOptions<DataOptions>>().Value), provider.GetRequiredService<ILoggerFactory>());

    // The keys that sign user tokens: for the server's own account only.
    private static DirectoryInfo TokenKeyFolder(DataOptions options)
    {
        var path = Path.Combine(options.DataDirectory, "token-keys");
        return OperatingSystem.IsWindows()
            ? Directory.CreateDirectory(path)
            : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
