using ChatMemory.Api.Credentials;

namespace ChatMemory.Api.Settings;

/// <summary>Refuses to start with settings that cannot be meant: misspelt ones, or an open server that others could reach.</summary>
internal sealed class StartCheck(IConfiguration configuration, IEnumerable<SettingsSection> sections, IServiceProvider services) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        Verify();
        return Task.CompletedTask;
    }

    /// <summary>Looks at everything that can be told from the configuration alone.</summary>
    /// <exception cref="SettingsException">Says everything that is wrong.</exception>
    public void Verify()
    {
        var unknown = UnknownSettings.Find(configuration, sections);
        ThrowIfAny(unknown);
        ThrowIfAny([.. OpenAddresses()]);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static void ThrowIfAny(IReadOnlyList<string> reasons)
    {
        if (reasons.Count > 0)
            throw new SettingsException(reasons);
    }

    private IEnumerable<string> OpenAddresses() => !services.GetRequiredService<KeyRing>().IsOpen
        ? []
        : ListenAddresses.Of(configuration).Where(address => !ListenAddresses.IsLoopback(address)).Select(address =>
            $"ASPNETCORE_URLS has {address}, which other machines can reach, but ChatMemory:Keys has no API key. "
            + "Make one with 'dotnet run --project Api -- keys new' and configure its hash (ChatMemory__Keys__0__Name, ChatMemory__Keys__0__Hash), or listen on 127.0.0.1.");
}

/// <summary>Settings with which the server does not start.</summary>
/// <param name="reasons">What is wrong with each, and the remedy.</param>
internal sealed class SettingsException(IReadOnlyList<string> reasons) : Exception(string.Join(Environment.NewLine, reasons))
{
    public IReadOnlyList<string> Reasons { get; } = reasons;
}
