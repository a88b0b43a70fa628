using System.Data.Common;
using System.Runtime.CompilerServices;
using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>Reads a donor's state.</summary>
internal static class SeedState
{
    /// <summary>The donor's log and position.</summary>
    /// <exception cref="NodeFaultException">It is no node, or no whole one.</exception>
    public static async Task<(string Log, NodePosition Position)> ReadAsync(
        NodeSession session,
        ISqlDialect dialect,
        IReadOnlySet<string> tables,
        string donor,
        CancellationToken stop
    )
    {
        if (
            tables.Contains(StateSchema.Seeding)
            && await SeedLedger.ReadAsync(session, dialect, stop).ConfigureAwait(false) is { } seed
        )
        {
            throw SeedRefusals.Unfinished(donor, seed);
        }

        var sql = $"SELECT log_id FROM {dialect.StateTable(StateSchema.Position)}";
        var row = tables.Contains(StateSchema.Position)
            ? await session.FirstRowAsync(sql, [], [StateTypes.Text], stop).ConfigureAwait(false)
            : null;
        return row is null
            ? throw NodeFaults.Mendable($"{donor} is no node: it has no position.", "Name a node that serves as donor.")
            : (row[0].AsText(), await new StateStore(dialect).ReadPositionAsync(session, stop).ConfigureAwait(false));
    }

    /// <summary>The rows of one state table; none where an older version has not made it.</summary>
    public static async IAsyncEnumerable<SeedStateRow> ReadRowsAsync(
        NodeSession session,
        ISqlDialect dialect,
        IReadOnlySet<string> tables,
        string table,
        [EnumeratorCancellation] CancellationToken stop
    )
    {
        if (!tables.Contains(table))
        {
            yield break;
        }

        var connection = await session.ReadyAsync(stop).ConfigureAwait(false);
        var command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = $"SELECT * FROM {dialect.StateTable(table)}";
            var reader = await command.ExecuteReaderAsync(stop).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                string[] columns = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
                while (await reader.ReadAsync(stop).ConfigureAwait(false))
                {
                    yield return new SeedStateRow(
                        columns,
                        [.. Enumerable.Range(0, columns.Length).Select(i => ValueOf(reader, i))]
                    );
                }
            }
        }
    }

    private static BoundValue ValueOf(DbDataReader reader, int column) =>
        reader.GetValue(column) switch
        {
            long number => StateTypes.Of(number),
            string text => StateTypes.Of(text),
            _ => reader.GetFieldType(column) == typeof(long)
                ? StateTypes.Of((long?)null)
                : StateTypes.Of((string?)null),
        };
}
