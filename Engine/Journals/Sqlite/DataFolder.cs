namespace ChatMemory.Journals.Sqlite;

/// <summary>The data folder, made if it is missing and held by this process alone.</summary>
internal sealed class DataFolder(string path) : IDisposable
{
    private const string Setting = DataOptions.Section + ":" + nameof(DataOptions.DataDirectory);
    private FileStream? _lock;

    public string Database => Path.Combine(path, "journals.db");

    /// <summary>Makes it if it is missing and keeps others out.</summary>
    /// <exception cref="ChatMemoryException">It cannot be made or written, or another process holds it.</exception>
    public void Take()
    {
        if (_lock is not null)
            return;
        Make();
        _lock = Lock(Path.Combine(path, "journals.lock"));
    }

    public void Dispose() => _lock?.Dispose();

    private static FileStream Lock(string file)
    {
        try
        {
            return new(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException error)
        {
            throw Unusable(error);
        }
        catch (IOException error)
        {
            throw new ChatMemoryException(
                $"The data folder is in use by another process. Stop that one, or give this one a folder of its own with {Setting}.",
                isTransient: true, error);
        }
    }

    private static ChatMemoryException Unusable(Exception error) =>
        new($"The data folder cannot be made or written. Give this user access to it, or name another with {Setting}.", isTransient: false, error);

    private void Make()
    {
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(path);
            else
                Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unusable(error);
        }
    }
}
