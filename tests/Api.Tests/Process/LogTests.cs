using System.Text.Json;
using ChatMemory.Api.Support;

namespace ChatMemory.Api.Process;

public sealed class LogTests
{
    [Fact]
    public async Task Log_IsLinesForPeople_UnlessAMachineIsToReadIt()
    {
        await using var forPeople = await ServerProcess.StartAsync();
        await using var forMachines = await ServerProcess.StartAsync("--Logging:Console:FormatterName=json");

        Assert.Contains(forPeople.Said, line => line.StartsWith("info: ChatMemory.Journals", StringComparison.Ordinal));
        Assert.All(forMachines.Said, line => JsonDocument.Parse(line).Dispose());
        var entry = JsonDocument.Parse(forMachines.Said[0]).RootElement;
        Assert.Equal("Information", entry.GetProperty("LogLevel").GetString());
        Assert.StartsWith("ChatMemory.", entry.GetProperty("Category").GetString(), StringComparison.Ordinal);
    }
}
