using System.Data.Common;

namespace ChatMemory.Journals;

/// <summary>A tally as both databases keep it: three columns, all null or none.</summary>
internal static class StoredTally
{
    public static JournalTally? Read(DbDataReader reader, int column) => reader.IsDBNull(column)
        ? null
        : new(reader.GetInt64(column), DateOnly.FromDayNumber(reader.GetInt32(column + 1)), reader.GetInt64(column + 2));
}
