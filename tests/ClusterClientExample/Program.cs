// An internal service that talks to the cluster itself, not over HTTP. It needs ChatMemory.Grains.Interfaces and one setting:
//   dotnet run --project tests/ClusterClientExample -- --ChatMemory:Cluster:ConnectionString="Host=localhost;Database=chat"
using ChatMemory;
using ChatMemory.Cluster;
using ChatMemory.Keys;
using ChatMemory.Sessions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

var builder = Host.CreateApplicationBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.AddChatMemoryClient();
using var client = builder.Build();
await client.StartAsync();

var chat = client.Services.GetRequiredService<IChatMemoryHost>();
var ada = new UserKey(TenantId.Default, UserId.Parse("ada"));

// Put something into her memory and find it again: the token makes recall see the write.
var added = await chat.User(ada).AddAsync(new([new() { Text = "Ada's favourite ice cream is pistachio." }]));
var found = await chat.User(ada).RecallAsync(new() { Text = "Which ice cream does Ada like?", AtLeast = added.Token });
Console.WriteLine($"recalled: {found.Memories[0].Memory.Text}");

// Open a session and follow its answer. The exchange runs on when this program ends.
var session = chat.Session(new(ada, SessionId.Parse("example")));
var started = await session.StartAsync(new() { Input = [new ChatItem.Message(ChatRole.User, "Which ice cream do I like?")] });
if (started is not StartOutcome.Accepted accepted)
{
    Console.WriteLine($"refused: {started}");
    return 1;
}

Console.Write("answered: ");
await foreach (var events in session.FollowAsync(new(accepted.FirstEvent - 1, accepted.Exchange)))
{
    foreach (var delta in events.OfType<ChatEvent.TextDelta>())
        Console.Write(delta.Text);
    if (events[^1] is ChatEvent.ExchangeEnded ended)
        Console.WriteLine($"\nended: {ended.Status}");
}

// A service that reacts to conversations takes them from the session's Orleans stream.
var seen = new List<long>();
await using (await client.Services.GetRequiredService<SessionSubscriptions>().SubscribeAsync(
    new(ada, SessionId.Parse("example")), after: 0, events => { seen.AddRange(events.Select(it => it.Number)); return Task.CompletedTask; }))
    Console.WriteLine($"subscribed: {seen.Count} events so far");

await client.StopAsync();
return 0;
