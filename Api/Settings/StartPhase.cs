namespace ChatMemory.Api.Settings;

/// <summary>
/// Keeps the host from logging why it does not start: <see cref="Startup"/> says so in one sentence, and a stack trace above it
/// would hide that.
/// </summary>
internal sealed class StartPhase
{
    private const string HostCategory = "Microsoft.Extensions.Hosting.Internal.Host";

    private volatile bool _over;

    private StartPhase()
    {
    }

    /// <summary>Makes a server's host silent until it has started.</summary>
    public static void Quiet(WebApplicationBuilder builder)
    {
        var phase = new StartPhase();
        builder.Services.AddSingleton(phase);
        builder.Logging.AddFilter(HostCategory, _ => phase._over);
    }

    public void End() => _over = true;
}
