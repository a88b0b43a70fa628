using System.Data.Common;

namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>The table that a day's writers and readers work on.</summary>
internal static class DayTable
{
    public const string Name = "facts";

    public const string Create = "CREATE TABLE facts (id bigint NOT NULL PRIMARY KEY, version int NOT NULL, note text)";

    /// <summary>What a column that comes with an ALTER is called.</summary>
    public static string Column(int number) => $"extra_{number}";

    public static string AddColumn(int number) => $"ALTER TABLE {Name} ADD COLUMN {Column(number)} int";

    public static async Task<IReadOnlyDictionary<long, int>> ReadRowsAsync(DbConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT id, version FROM {Name}";
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new Dictionary<long, int>();
        while (await reader.ReadAsync())
        {
            rows[reader.GetInt64(0)] = reader.GetInt32(1);
        }

        return rows;
    }

    public static async Task<int?> FindVersionAsync(DbConnection connection, long key)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT version FROM {Name} WHERE id = {key}";
        return await command.ExecuteScalarAsync() is { } found and not DBNull
            ? Convert.ToInt32(found, System.Globalization.CultureInfo.InvariantCulture)
            : null;
    }
}
