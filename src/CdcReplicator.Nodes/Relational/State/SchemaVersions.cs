using System.Globalization;
using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// The node's schema version, and what schema changes have left to know: moved in the transaction that changes the
/// tables.
/// </summary>
internal sealed class SchemaVersions(ISqlDialect dialect)
{
    private readonly string _version = dialect.StateTable(StateSchema.SchemaVersion);
    private readonly string _takenAway = dialect.StateTable(StateSchema.TakenAway);
    private readonly string _begun = dialect.StateTable(StateSchema.BegunIndexes);
    private readonly string _known = dialect.StateTable(StateSchema.KnownTables);

    /// <summary>The version, and where its last change stands that was run.</summary>
    public async Task<(long Version, long? Sequence)> ReadAsync(NodeSession session, CancellationToken stop)
    {
        var sql = $"SELECT version, sequence FROM {_version}";
        var row = await session
            .FirstRowAsync(sql, [], [StateTypes.Number, StateTypes.Number], stop)
            .ConfigureAwait(false);
        return row is null ? (0, null) : (row[0].AsInt64(), row[1].IsNull ? null : row[1].AsInt64());
    }

    /// <summary>What is taken away.</summary>
    public async Task<TakenAway> ReadTakenAwayAsync(NodeSession session, CancellationToken stop)
    {
        var parts = new List<(TableName, string)>();
        var sql = $"SELECT table_name, column_name FROM {_takenAway}";
        await foreach (
            var row in session.RowsAsync(sql, [], [StateTypes.Text, StateTypes.Text], stop).ConfigureAwait(false)
        )
        {
            parts.Add((TableName.Parse(row[0].AsText()), row[1].AsText()));
        }

        return parts.Count == 0 ? TakenAway.Nothing : new TakenAway(parts);
    }

    /// <summary>Moves the version. One that is skipped leaves the place of the last change that was run.</summary>
    public async Task PutAsync(NodeSession session, SchemaStep step, CancellationToken stop)
    {
        var sql =
            $"INSERT INTO {_version} (id, version, sequence, description) VALUES (1, $1, $2, $3) ON CONFLICT (id) DO "
            + "UPDATE SET version = excluded.version, sequence = COALESCE(excluded.sequence, "
            + $"{_version}.sequence), description = excluded.description";
        BoundValue[] values =
        [
            StateTypes.Of(step.Change.After),
            StateTypes.Of(step.IsSkipped ? null : step.Sequence),
            StateTypes.Of(step.Change.Description),
        ];
        await session.ExecuteAsync(sql, values, stop).ConfigureAwait(false);
        await session.ExecuteAsync($"DELETE FROM {_begun}", [], stop).ConfigureAwait(false);
    }

    /// <summary>Notes what the tables lack now.</summary>
    public async Task PutTakenAwayAsync(NodeSession session, TakenAway before, TakenAway after, CancellationToken stop)
    {
        foreach (var (table, column) in before.All.Except(after.All))
        {
            var sql = $"DELETE FROM {_takenAway} WHERE table_name = $1 AND column_name = $2";
            await session
                .ExecuteAsync(sql, [StateTypes.Of(table.ToString()), StateTypes.Of(column)], stop)
                .ConfigureAwait(false);
        }

        foreach (var (table, column) in after.All.Except(before.All))
        {
            var sql = $"INSERT INTO {_takenAway} (table_name, column_name) VALUES ($1, $2)";
            await session
                .ExecuteAsync(sql, [StateTypes.Of(table.ToString()), StateTypes.Of(column)], stop)
                .ConfigureAwait(false);
        }
    }

    /// <summary>
    /// The marks of tables that had rows are taken off: the change may have dropped or emptied them, and the next look
    /// finds out anew.
    /// </summary>
    public Task UnmarkTablesAsync(NodeSession session, CancellationToken stop) =>
        session.ExecuteAsync($"UPDATE {_known} SET has_rows = 0 WHERE table_name <> ''", [], stop);

    /// <summary>Whether the building or dropping of an index outside of a transaction was begun before.</summary>
    public Task<bool> IsBegunAsync(NodeSession session, long sequence, int statement, CancellationToken stop) =>
        session.AnyAsync($"SELECT 1 FROM {_begun} WHERE step = $1", [StateTypes.Of(Step(sequence, statement))], stop);

    /// <summary>Notes that it begins.</summary>
    public Task BeginAsync(NodeSession session, long sequence, int statement, CancellationToken stop) =>
        session.ExecuteAsync(
            $"INSERT INTO {_begun} (step) VALUES ($1)",
            [StateTypes.Of(Step(sequence, statement))],
            stop
        );

    private static string Step(long sequence, int statement) =>
        string.Create(CultureInfo.InvariantCulture, $"{sequence}/{statement}");
}
