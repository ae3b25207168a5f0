using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using static ChatMemory.Journals.JournalWords;

namespace ChatMemory.Journals;

public sealed class JournalRegistrationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("chat-memory-journals").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Journals_WithoutConfiguration_AreKeptInTheDataFolder()
    {
        await using (var services = Build(("ChatMemory:DataDirectory", _folder)))
        {
            foreach (var service in services.GetServices<IHostedService>().OfType<IHostedLifecycleService>())
                await service.StartingAsync(TestContext.Current.CancellationToken);
            var store = services.GetRequiredService<IJournalStore>();

            var head = await store.OpenAsync(Memory(), TestContext.Current.CancellationToken);

            Assert.True((await store.AppendAsync(head, "kept")).Appended);
        }

        Assert.True(File.Exists(Path.Combine(_folder, "journals.db")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("not a connection string")]
    [InlineData("Database=chat")]
    public void Postgres_WithoutAUsableConnectionString_IsRefusedByName(string? connectionString)
    {
        using var services = Build(("ChatMemory:Journals:Provider", "postgres"), ("ChatMemory:Journals:ConnectionString", connectionString));

        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<JournalOptions>>().Value);

        Assert.Contains("ChatMemory:Journals:ConnectionString", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_OutOfTheirRange_AreRefused()
    {
        using var services = Build(("ChatMemory:Journals:QueueLimit", "0"));

        Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<JournalOptions>>().Value);
    }

    private static ServiceProvider Build(params (string Key, string? Value)[] settings) =>
        new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(pair => pair.Key, pair => pair.Value)).Build())
            .AddJournals()
            .BuildServiceProvider();
}
