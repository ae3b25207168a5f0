using ChatMemory.Support.StandIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace ChatMemory.Api.Support;

/// <summary>The one-process server on a free loopback port with a data folder of its own, real in every part. Offline unless it is given a model.</summary>
public sealed class ApiServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _folder;

    private ApiServer(WebApplication app, string folder)
    {
        _app = app;
        _folder = folder;
        Http = new() { BaseAddress = new(app.Urls.First()), Timeout = TimeSpan.FromMinutes(3) };
    }

    public HttpClient Http { get; }

    public Uri Address => Http.BaseAddress!;

    public IReadOnlyList<Uri> Addresses => [.. _app.Urls.Select(url => new Uri(url))];

    public IServiceProvider Services => _app.Services;

    public static async Task<ApiServer> StartAsync(
        StandInModel? model = null, IEnumerable<string>? settings = null, Action<WebApplicationBuilder>? configure = null)
    {
        var folder = Directory.CreateTempSubdirectory("chat-memory-").FullName;
        var app = OneProcessServer.Build([.. Arguments(folder, model), .. settings ?? []], builder =>
        {
            builder.Logging.ClearProviders();
            configure?.Invoke(builder);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app, folder);
    }

    /// <summary>Stops it as a signal to its process does, while its clients are still there.</summary>
    public Task StopAsync()
    {
        _app.Lifetime.StopApplication();
        return _app.StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    // What the machine that runs the tests has set must not reach a model.
    private static IEnumerable<string> Arguments(string folder, StandInModel? model) =>
    [
        "--urls=http://127.0.0.1:0",
        $"--ChatMemory:DataDirectory={folder}",
        $"--OPENAI_BASE_URL={model?.Endpoint}",
        $"--OPENAI_API_KEY={(model is null ? "" : "stand-in")}",
        "--ChatMemory:Host:ShutdownGrace=00:00:00",
    ];
}

/// <summary>One server for the tests of a class; each test has users of its own.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    private ApiServer? _server;

    public ApiServer Api => _server!;

    public HttpClient Http => Api.Http;

    public async ValueTask InitializeAsync() => _server = await ApiServer.StartAsync();

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
