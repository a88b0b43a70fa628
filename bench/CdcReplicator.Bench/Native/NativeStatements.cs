using CdcReplicator.Model;
using Npgsql;

namespace CdcReplicator.Bench;

/// <summary>A workload's transactions as the SQL that makes the same changes.</summary>
internal static class NativeStatements
{
    /// <summary>
    /// Adds a transaction's statements; each is a transaction by itself where error barriers separate them, so several
    /// are bracketed.
    /// </summary>
    public static void Add(NpgsqlBatchCommandCollection batch, IReadOnlyList<WorkloadChange> transaction)
    {
        if (transaction.Count > 1)
        {
            batch.Add(new NpgsqlBatchCommand("BEGIN"));
        }

        foreach (var change in transaction)
        {
            batch.Add(Statement(change));
        }

        if (transaction.Count > 1)
        {
            batch.Add(new NpgsqlBatchCommand("COMMIT"));
        }
    }

    private static NpgsqlBatchCommand Statement(WorkloadChange change)
    {
        var command = new NpgsqlBatchCommand(TextOf(change.Table, change.Operation));
        var columns = change.Table.Definition.Columns;
        for (var i = 0; i < change.Row.Length; i++)
        {
            command.Parameters.Add(PostgresValues.Parameter(change.Row[i], columns[i].Type.Kind));
        }

        return command;
    }

    private static string TextOf(BenchTable table, ChangeOperation operation)
    {
        var columns = table.Definition.Columns.Select(column => column.Name).ToList();
        return operation switch
        {
            ChangeOperation.Create => $"INSERT INTO {table.Name} ({string.Join(", ", columns)}) VALUES "
                + $"({string.Join(", ", columns.Select((_, i) => $"${i + 1}"))})",
            ChangeOperation.Update => $"UPDATE {table.Name} SET "
                + $"{string.Join(", ", columns.Select((column, i) => $"{column} = ${i + 1}").Skip(1))} WHERE "
                + $"{columns[0]} = $1",
            ChangeOperation.Delete => $"DELETE FROM {table.Name} WHERE {columns[0]} = $1",
            _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "No workload does that."),
        };
    }
}
