using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ChatMemory.Journals.Sqlite;

/// <summary>SQLite's errors in words that name the remedy.</summary>
internal static class SqliteErrors
{
    private const string Folder = DataOptions.Section + ":" + nameof(DataOptions.DataDirectory);

    public static ChatMemoryException Explain(Exception error) => error switch
    {
        ChatMemoryException explained => explained,
        SqliteException { SqliteErrorCode: raw.SQLITE_FULL } =>
            new($"The disk of the data folder ({Folder}) is full. Free some space; nothing needs a restart.", isTransient: true, error),
        SqliteException { SqliteErrorCode: raw.SQLITE_IOERR or raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY or raw.SQLITE_PERM } =>
            new($"The journals' file in the data folder ({Folder}) cannot be read or written. See to its disk and access rights.", isTransient: true, error),
        SqliteException { SqliteErrorCode: raw.SQLITE_BUSY or raw.SQLITE_LOCKED } =>
            new($"The journals' file is locked by another program, such as a backup. Close it; two servers never share a data folder ({Folder}).", isTransient: true, error),
        SqliteException { SqliteErrorCode: raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB } =>
            new($"The journals' file in the data folder ({Folder}) is damaged. Restore it from a backup.", isTransient: false, error),
        _ => new("The journals' database refused a command.", isTransient: false, error),
    };
}
