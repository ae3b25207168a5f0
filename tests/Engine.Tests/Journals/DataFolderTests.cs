using System.Runtime.Versioning;

namespace ChatMemory.Journals;

public sealed class DataFolderTests : IAsyncDisposable
{
    private readonly SqliteBench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task DataFolder_OfARunningServer_IsRefusedToASecond()
    {
        await _bench.OpenAsync();

        var error = await Assert.ThrowsAsync<ChatMemoryException>(_bench.OpenAsync);

        Assert.Contains("ChatMemory:DataDirectory", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void DataFolder_ThatIsMissing_IsMadeForItsUserOnly()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such access rights.");
        var path = Path.Combine(_bench.Folder, "new", "data");

        using (var folder = new Sqlite.DataFolder(path))
            folder.Take();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(path));
    }

    [Fact]
    public void DataFolder_ThatCannotBeMade_NamesTheSetting()
    {
        var file = Path.Combine(_bench.Folder, "a file");
        File.WriteAllText(file, "");

        using var folder = new Sqlite.DataFolder(Path.Combine(file, "data"));
        var error = Assert.Throws<ChatMemoryException>(folder.Take);

        Assert.Contains("ChatMemory:DataDirectory", error.Message, StringComparison.Ordinal);
    }
}
