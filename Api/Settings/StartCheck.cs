using ChatMemory.Api.Credentials;

namespace ChatMemory.Api.Settings;

/// <summary>Refuses to start with settings that cannot be meant: misspelt ones, or an open server that others could reach.</summary>
internal sealed class StartCheck(IConfiguration configuration, IEnumerable<SettingsSection> sections, KeyRing keys) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        var wrong = UnknownSettings.Find(configuration, sections).Concat(OpenAddresses()).ToList();
        return wrong.Count == 0 ? Task.CompletedTask : throw new SettingsException(wrong);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private IEnumerable<string> OpenAddresses() => !keys.IsOpen
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
