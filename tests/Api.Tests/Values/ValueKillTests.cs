using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using ChatMemory.Api.Support;

namespace ChatMemory.Api.Values;

/// <summary>The real server as a process, killed with <c>kill -9</c> while many append to one list.</summary>
public sealed class ValueKillTests
{
    private const int Writers = 8;
    private const int Acknowledged = 200;

    [Fact]
    public async Task Kill_WhileManyAppend_LosesNothingAcknowledged_AndRepeatingDoublesNothing()
    {
        await using var server = await ServerProcess.StartAsync();
        var (told, cut) = (new ConcurrentBag<string>(), new ConcurrentBag<string>());
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        var writing = Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(server.Http, writer, told, cut, enough))).ToList();
        await enough.Task;
        await server.KillAsync();
        await Task.WhenAll(writing);
        await server.StartAsync();

        var kept = await KeptAsync(server.Http);
        Assert.Empty(told.Except(kept));
        Assert.Equal(kept.Length, kept.Distinct().Count());
        foreach (var item in cut)
            await AppendAsync(server.Http, item);
        Assert.Equal(told.Concat(cut).Order(), (await KeptAsync(server.Http)).Order());
    }

    private static async Task WriteAsync(
        HttpClient http, int writer, ConcurrentBag<string> told, ConcurrentBag<string> cut, TaskCompletionSource enough)
    {
        for (var i = 0; ; i++)
        {
            var item = $"{writer}.{i}";
            try
            {
                await AppendAsync(http, item);
            }
            catch (Exception gone) when (gone is HttpRequestException or IOException)
            {
                cut.Add(item);
                return;
            }

            told.Add(item);
            if (told.Count >= Acknowledged)
                enough.TrySetResult();
        }
    }

    private static Task AppendAsync(HttpClient http, string item) =>
        http.PostAsync("/api/values/kill/list/append", new { items = new[] { item }, idempotency_key = item }).StatusAsync(HttpStatusCode.OK);

    private static async Task<string[]> KeptAsync(HttpClient http) =>
        JsonSerializer.Deserialize<string[]>(await http.GetStringAsync("/api/values/kill/list", TestContext.Current.CancellationToken))!;
}
