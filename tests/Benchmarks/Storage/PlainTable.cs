using Microsoft.Data.Sqlite;

namespace ChatMemory.Benchmarks.Storage;

/// <summary>The baseline of what a memory costs to store: its text as a row of a plain table, a transaction each.</summary>
internal sealed class PlainTable : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("chat-memory-benchmark-").FullName;
    private readonly SqliteConnection _connection;
    private int _rows;

    public PlainTable()
    {
        _connection = new($"Data Source={Path.Combine(_folder, "plain.db")};Pooling=False");
        _connection.Open();
        Execute("pragma journal_mode=wal; pragma synchronous=full; create table memory(owner text, number integer, text text, primary key(owner, number)) without rowid");
    }

    public void Add(string owner, string text)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "insert into memory values ($owner, $number, $text)";
        command.Parameters.AddWithValue("$owner", owner);
        command.Parameters.AddWithValue("$number", _rows++);
        command.Parameters.AddWithValue("$text", text);
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        _connection.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
