using System.Data.Common;

namespace ChatMemory.Journals;

/// <summary>Runs queries beside the writers, a bounded number at once, each a page that is read to its end: no reader stays in the way.</summary>
internal sealed class SqlReader(IJournalDatabase database, JournalOptions options, TimeProvider time) : IDisposable
{
    // A page ends at this many bytes, so that large records do not make a large page.
    private const int PageBytes = 1 << 20;

    private readonly SemaphoreSlim _reading = new(options.ReadConcurrency);

    public Task<List<T>> QueryAsync<T>(
        string sql, (string Name, object Value)[] parameters, Func<DbDataReader, T> read, CancellationToken cancellationToken) =>
        QueryAsync(sql, parameters, read, size: null, cancellationToken);

    public async Task<List<T>> QueryAsync<T>(
        string sql, (string Name, object Value)[] parameters, Func<DbDataReader, T> read, Func<T, int>? size, CancellationToken cancellationToken)
    {
        await EnterAsync(cancellationToken);
        try
        {
            await using var lease = await database.RentAsync(cancellationToken);
            await using var command = lease.Connection.CreateCommand();
            command.CommandText = sql;
            foreach (var (name, value) in parameters)
                Add(command, name, value);
            return await ReadPageAsync(command, read, size, cancellationToken);
        }
        catch (DbException error)
        {
            throw database.Explain(error);
        }
        finally
        {
            _reading.Release();
        }
    }

    public void Dispose() => _reading.Dispose();

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }

    private static async Task<List<T>> ReadPageAsync<T>(
        DbCommand command, Func<DbDataReader, T> read, Func<T, int>? size, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var page = new List<T>();
        long bytes = 0;
        while (bytes < PageBytes && await reader.ReadAsync(cancellationToken))
        {
            page.Add(read(reader));
            bytes += size?.Invoke(page[^1]) ?? 0;
        }

        return page;
    }

    private async Task EnterAsync(CancellationToken cancellationToken)
    {
        if (_reading.Wait(0, CancellationToken.None))
            return;
        using var timeout = new CancellationTokenSource(options.QueueTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await _reading.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new OverloadedException($"{JournalOptions.Section}:{nameof(JournalOptions.ReadConcurrency)}", TimeSpan.FromSeconds(1));
        }
    }
}
