using System.Diagnostics;
using System.Runtime.InteropServices;
using ChatMemory.Benchmarks.Reports;
using ChatMemory.Benchmarks.Speed;
using ChatMemory.Extraction;
using ChatMemory.InProcess;
using ChatMemory.Journals;
using ChatMemory.Keys;
using ChatMemory.Memories;
using ChatMemory.Models;
using ChatMemory.Recall;
using ChatMemory.Sessions;
using ChatMemory.Support;
using ChatMemory.Users;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ChatMemory.Benchmarks.Storage;

/// <summary>How long the first call waits for a user's memory that is not loaded: a page of the list needs the state, recall by meaning its vectors too.</summary>
internal sealed class LoadTime(int[] counts)
{
    private const int AtOnce = 1_000;
    private const int Loads = 3;
    private static readonly UserKey User = new(TenantId.Default, UserId.Parse("ada"));

    public async Task<Report> RunAsync()
    {
        var figures = new List<Figure>();
        foreach (var count in counts)
            figures.AddRange(await MeasureAsync(count));
        return new(
            "Loading a user's memory",
            "load" + (counts is [var only] ? $" {only}" : ""),
            "reading the same rows, nothing built",
            figures,
            [$"SQLite, texts of 20 words, vectors of 1,536 numbers by a model whose vectors are stored; the median of {Loads} fresh hosts over the same file. A user that is not loaded takes no memory at all."]);
    }

    private static async Task<IReadOnlyList<Figure>> MeasureAsync(int count)
    {
        var folder = Directory.CreateTempSubdirectory("chat-memory-benchmark-").FullName;
        try
        {
            await FillAsync(folder, count);
            var (state, vectors, rows) = (new List<Took>(), new List<Took>(), new List<Took>());
            for (var load = 0; load < Loads; load++)
            {
                await using var services = await OpenAsync(folder);
                rows.Add(await TimeAsync(() => ReadAsync(services.GetRequiredService<IJournalStore>())));
                var user = services.GetRequiredService<IChatMemoryHost>().User(User);
                state.Add(await TimeAsync(() => user.ListAsync(new(Limit: 10))));
                var asked = await TimeAsync(() => user.RecallAsync(new() { Text = "What about it?", Budget = TimeSpan.FromMinutes(1) }));
                vectors.Add(new(state[^1].Wall + asked.Wall, state[^1].Cpu + asked.Cpu));
            }

            return
            [
                new($"{count:N0} memories: the state", Median(state)),
                new($"{count:N0} memories: state and vectors", Median(vectors), "", Median(rows)),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task FillAsync(string folder, int count)
    {
        await using var services = await OpenAsync(folder);
        var user = services.GetRequiredService<IChatMemoryHost>().User(User);
        var texts = new ChatTexts(new(1));
        for (var added = 0; added < count; added += AtOnce)
            await user.AddAsync(new([.. Enumerable.Range(added, Math.Min(AtOnce, count - added)).Select(n => new NewMemory { Text = $"{n} {texts.Next()}" })]));
        if (!await user.IndexedAsync(TimeSpan.FromMinutes(30)))
            throw new InvalidOperationException("The vectors were not stored in time.");
    }

    private static async Task ReadAsync(IJournalStore journals)
    {
        var head = (await journals.FindAsync(JournalKey.Of(User)))!;
        var after = (await journals.ReadSnapshotAsync(head.Key, head.Epoch))?.Sequence ?? 0;
        await foreach (var _ in journals.ReadAsync(head.Key, head.Epoch, after))
        {
        }

        foreach (var model in await journals.ListVectorModelsAsync(User, head.Epoch))
        {
            await foreach (var _ in journals.ReadVectorsAsync(User, head.Epoch, model))
            {
            }
        }
    }

    private static string Median(List<Took> took) =>
        $"{new Percentiles(took.Select(one => one.Wall)).At(50):N0} ms, {new Percentiles(took.Select(one => one.Cpu)).At(50):N0} ms of CPU";

    private static async Task<Took> TimeAsync(Func<Task> call)
    {
        var (started, used) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        await call();
        return new(Stopwatch.GetElapsedTime(started).TotalMilliseconds, (Environment.CpuUsage.TotalTime - used).TotalMilliseconds);
    }

    private static async Task<ServiceProvider> OpenAsync(string folder)
    {
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([new("ChatMemory:DataDirectory", folder)]).Build())
            .AddSingleton<IEmbeddingGenerator<string, Embedding<float>>>(new RandomEmbeddings())
            .AddSingleton<IExtractionQueue, RecordingExtractionQueue>()
            .AddModels().AddJournals().AddSessions().AddUsers().AddMemories().AddRecall().AddInProcessHost()
            .BuildServiceProvider();
        foreach (var hosted in services.GetServices<IHostedService>().OfType<IHostedLifecycleService>())
            await hosted.StartingAsync(CancellationToken.None);
        return services;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Took(double Wall, double Cpu);
}
