using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;

namespace ChatMemory.Benchmarks.Processes;

/// <summary>The one-process server as a process of its own, with a data folder that goes with it.</summary>
internal sealed class Server : IAsyncDisposable
{
    private static readonly string Program = Path.GetFullPath(
        typeof(Server).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(data => data.Key == "Server").Value!);

    private readonly Child _child;
    private readonly string _folder;

    private Server(Child child, string folder, Uri address)
    {
        _child = child;
        _folder = folder;
        Http = new() { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };
    }

    public HttpClient Http { get; }

    public int Id => _child.Id;

    /// <summary>Starts one that is answered by a model, or offline.</summary>
    public static Task<Server> StartAsync(StandIn? model = null, params IEnumerable<string> settings) => StartAsync(Program, model, settings);

    /// <summary>Starts another program that serves the same API.</summary>
    public static async Task<Server> StartAsync(string program, StandIn? model, IEnumerable<string> settings)
    {
        var folder = Directory.CreateTempSubdirectory("chat-memory-benchmark-").FullName;
        string[] answered = model is null ? [] : [$"--OPENAI_BASE_URL={model.Endpoint}", "--OPENAI_API_KEY=stand-in"];
        var child = Child.Start("dotnet", [program, "--urls=http://127.0.0.1:0", $"--ChatMemory:DataDirectory={folder}", .. answered, .. settings]);
        try
        {
            return new(child, folder, new((await child.ReadyAsync("  address")).Trim()));
        }
        catch
        {
            await child.DisposeAsync();
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    /// <summary>Sends JSON; an answer other than success is an error that says what the server said.</summary>
    public async Task<JsonElement> PostAsync(string path, object? body = null)
    {
        using var response = await Http.PostAsync(path, body is null ? null : JsonContent.Create(body));
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode
            ? JsonDocument.Parse(text).RootElement
            : throw new InvalidOperationException($"{path}: {response.StatusCode} {text}");
    }

    public Task<JsonElement> AddAsync(string user, IEnumerable<string> texts) =>
        PostAsync($"/api/users/{user}/memories", new { memories = texts.Select(text => new { text }) });

    /// <summary>Waits until everything of a user is learned and searchable.</summary>
    public async Task SettleAsync(string user)
    {
        var settled = await PostAsync($"/api/users/{user}/settle?timeout_seconds=100");
        if (!settled.GetProperty("settled").GetBoolean())
            throw new InvalidOperationException("The server did not settle in 100 seconds.");
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _child.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
