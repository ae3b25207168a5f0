using System.Text;
using ChatMemory.Journals.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChatMemory.Journals;

public sealed class SqliteBench : JournalBench
{
    private readonly List<string> _folders = [NewFolder()];

    public string Folder => _folders[^1];

    internal override Task<IJournalDatabase> ConnectAsync() =>
        Task.FromResult<IJournalDatabase>(new SqliteDatabase(
            Microsoft.Extensions.Options.Options.Create(new DataOptions { DataDirectory = Folder }),
            Chosen, NullLogger<SqliteDatabase>.Instance, Schema));

    // The files as the operating system holds them are what a killed process leaves.
    internal override Task<SqlJournalStore> OpenAfterCrashAsync(SqlJournalStore store)
    {
        var left = Folder;
        _folders.Add(NewFolder());
        foreach (var file in Directory.GetFiles(left, "journals.db*").Where(file => !file.EndsWith("-shm", StringComparison.Ordinal)))
            File.Copy(file, Path.Combine(Folder, Path.GetFileName(file)));
        return OpenAsync();
    }

    /// <summary>Whether any file of the folder holds the text.</summary>
    public bool Holds(string text) => Count([text]) > 0;

    /// <summary>How many of the texts the folder's files hold.</summary>
    public int Count(IEnumerable<string> texts)
    {
        var files = Directory.GetFiles(Folder, "journals.db*").Select(Read).ToList();
        return texts.Count(text => files.Exists(file => file.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folders.ForEach(folder => Directory.Delete(folder, recursive: true));
    }

    private static string NewFolder() => Directory.CreateTempSubdirectory("chat-memory-journals").FullName;

    private static byte[] Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
