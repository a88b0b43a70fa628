namespace CdcReplicator.Nodes;

/// <summary>Reads and writes what the node knows of its sources' snapshots.</summary>
internal sealed class SnapshotStore(ISqlDialect dialect)
{
    private readonly string _snapshots = dialect.StateTable(StateSchema.Snapshots);
    private readonly string _states = dialect.StateTable(StateSchema.SnapshotStates);

    /// <summary>All snapshots, by source.</summary>
    public async Task<IReadOnlyDictionary<string, SnapshotState>> ReadAsync(NodeSession session, CancellationToken stop)
    {
        // Versions before the states know only whether a snapshot has ended, and theirs is the last word on that.
        var sql =
            $"SELECT s.source, s.unfinished, t.stage, t.attempt, t.is_shared, t.streaming_since FROM {_snapshots} s "
            + $"LEFT JOIN {_states} t ON t.source = s.source";
        Model.ColumnType[] types =
        [
            StateTypes.Text,
            StateTypes.Number,
            StateTypes.Number,
            StateTypes.Text,
            StateTypes.Number,
            StateTypes.Number,
        ];
        var states = new Dictionary<string, SnapshotState>(StringComparer.Ordinal);
        await foreach (var row in session.RowsAsync(sql, [], types, stop).ConfigureAwait(false))
        {
            var isUnfinished = row[1].AsInt64() != 0;
            states.Add(
                row[0].AsText(),
                row[2].IsNull || isUnfinished != (row[2].AsInt64() == (long)SnapshotStage.Open)
                    ? Old(isUnfinished)
                    : new SnapshotState(
                        (SnapshotStage)row[2].AsInt64(),
                        row[3].AsNullableText(),
                        row[4].AsInt64() != 0,
                        row[5].AsInt64()
                    )
            );
        }

        return states;
    }

    /// <summary>Stores what is known of a source's snapshot.</summary>
    public async Task PutAsync(NodeSession session, string source, SnapshotState state, CancellationToken stop)
    {
        await session
            .ExecuteAsync(
                $"INSERT INTO {_snapshots} (source, unfinished) VALUES ($1, $2) "
                    + "ON CONFLICT (source) DO UPDATE SET unfinished = excluded.unfinished",
                [StateTypes.Of(source), StateTypes.Of(state.Stage == SnapshotStage.Open ? 1 : 0)],
                stop
            )
            .ConfigureAwait(false);
        await session
            .ExecuteAsync(
                $"INSERT INTO {_states} (source, stage, attempt, is_shared, streaming_since) "
                    + "VALUES ($1, $2, $3, $4, $5) "
                    + "ON CONFLICT (source) DO UPDATE SET stage = excluded.stage, attempt = excluded.attempt, "
                    + "is_shared = excluded.is_shared, streaming_since = excluded.streaming_since",
                [
                    StateTypes.Of(source),
                    StateTypes.Of((long)state.Stage),
                    StateTypes.Of(state.Attempt),
                    StateTypes.Of(state.IsShared ? 1 : 0),
                    StateTypes.Of(state.StreamingSince),
                ],
                stop
            )
            .ConfigureAwait(false);
    }

    private static SnapshotState Old(bool isUnfinished) =>
        new(isUnfinished ? SnapshotStage.Open : SnapshotStage.Over, null, IsShared: false, 0);
}
