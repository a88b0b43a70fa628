using System.Globalization;
using Microsoft.Data.Sqlite;

namespace CdcReplicator.Bench;

/// <summary>One prepared insert a table.</summary>
internal sealed class SqliteInserts(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<BenchTable, SqliteCommand> _commands = [];

    /// <summary>Inserts a row.</summary>
    public void Insert(WorkloadRow row)
    {
        var command = CommandFor(row.Table);
        var columns = row.Table.Definition.Columns;
        for (var i = 0; i < columns.Count; i++)
        {
            command.Parameters[i].Value = SqliteValues.Of(row.Values[i], columns[i].Type.Kind);
        }

        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        foreach (var command in _commands.Values)
        {
            command.Dispose();
        }
    }

    private SqliteCommand CommandFor(BenchTable table)
    {
        if (_commands.TryGetValue(table, out var known))
        {
            return known;
        }

        var columns = table.Definition.Columns;
        var command = connection.CreateCommand();
        var parameters = Enumerable
            .Range(1, columns.Count)
            .Select(i => string.Create(CultureInfo.InvariantCulture, $"${i}"));
        command.CommandText =
            $"INSERT INTO {table.Name} ({string.Join(", ", columns.Select(column => column.Name))}) "
            + $"VALUES ({string.Join(", ", parameters)})";
        command.Parameters.AddRange(parameters.Select(name => new SqliteParameter { ParameterName = name }));
        command.Prepare();
        return _commands[table] = command;
    }
}
