using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Npgsql;

namespace ChatMemory.Silo.TokenKeys;

/// <summary>
/// Loads the keys of user tokens under a lock, which makes the first one where there is none: nodes that start together would make
/// one each otherwise, and learn of the others' only a day later.
/// </summary>
internal sealed class TokenKeyStartup(NodeDatabase database, IDataProtectionProvider protection) : IHostedService
{
    // Any number that nothing else in the database locks.
    private const long Lock = 0x63686174_746F6B65;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var command = new NpgsqlCommand($"select pg_advisory_xact_lock({Lock})", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
        protection.CreateProtector(nameof(TokenKeyStartup)).Protect([]);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

internal static class TokenKeyServiceCollectionExtensions
{
    /// <summary>Keeps the keys of user tokens in the cluster's database. Its table must be there when hosted services start.</summary>
    public static void AddTokenKeys(this IServiceCollection services)
    {
        services.AddOptions<KeyManagementOptions>().Configure<NodeDatabase>((management, database) =>
            management.XmlRepository = new TokenKeyRepository(database));
        services.AddHostedService<TokenKeyStartup>();
    }
}
