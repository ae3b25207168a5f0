using ChatMemory.Extraction;
using ChatMemory.Journals;
using ChatMemory.Sessions;
using ChatMemory.Support;
using ChatMemory.Users;
using ChatMemory.Values;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ChatMemory.InProcess;

public sealed class RegistrationTests
{
    [Fact]
    public void Services_Registered_GiveAHostWithItsSettings()
    {
        using var services = Provide("ChatMemory:Sessions:QueueLimit", "3");

        Assert.IsType<InProcessHost>(services.GetRequiredService<IChatMemoryHost>());
        Assert.Equal(3, services.GetRequiredService<IOptions<SessionOptions>>().Value.QueueLimit);
        Assert.NotNull(services.GetRequiredService<UserExport>());
        Assert.NotNull(services.GetRequiredService<SessionDirectory>());
    }

    [Theory]
    [InlineData("ChatMemory:Sessions:QueueLimitt", "3")]
    [InlineData("ChatMemory:Host:Nonsense", "3")]
    public void Setting_ThatDoesNotExist_IsAnError(string name, string value)
    {
        using var services = Provide(name, value);

        Assert.Throws<InvalidOperationException>(() => services.GetRequiredService<IChatMemoryHost>());
    }

    [Theory]
    [InlineData("ChatMemory:Sessions:RecallBudget", "00:10:00")]
    [InlineData("ChatMemory:Sessions:Deadline", "02:00:00")]
    [InlineData("ChatMemory:Host:MaxLoaded", "0")]
    public void Setting_OutOfRange_IsAnError(string name, string value)
    {
        using var services = Provide(name, value);

        Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IChatMemoryHost>());
    }

    private static ServiceProvider Provide(string name, string value) => new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([new(name, value)]).Build())
        .AddLogging()
        .AddSingleton<IJournalStore>(new InMemoryJournalStore(TimeProvider.System))
        .AddSingleton<IChatClient, ScriptedChatClient>()
        .AddSingleton<IExtractionQueue, RecordingExtractionQueue>()
        .AddSingleton<IUserMemoryFactory>(new InProcessSessionFixture())
        .AddSessions()
        .AddUsers()
        .AddValues()
        .AddInProcessHost()
        .BuildServiceProvider();
}
