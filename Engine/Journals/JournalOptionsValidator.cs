using Microsoft.Extensions.Options;
using Npgsql;

namespace ChatMemory.Journals;

internal sealed class JournalOptionsValidator : IValidateOptions<JournalOptions>
{
    private const string Setting = JournalOptions.Section + ":" + nameof(JournalOptions.ConnectionString);

    public ValidateOptionsResult Validate(string? name, JournalOptions options)
    {
        if (options.Provider != JournalProvider.Postgres)
            return ValidateOptionsResult.Success;
        if (string.IsNullOrWhiteSpace(options.ConnectionString))
            return ValidateOptionsResult.Fail($"{Setting} is needed for PostgreSQL, such as 'Host=localhost;Database=chat;Username=chat'.");
        return IsReadable(options.ConnectionString)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"{Setting} cannot be read: it takes Npgsql's form, such as 'Host=localhost;Database=chat;Username=chat'.");
    }

    private static bool IsReadable(string connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString).Host is { Length: > 0 };
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            return false;
        }
    }
}
