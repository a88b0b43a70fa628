using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// What an unfinished seed keeps in its target: that it is unfinished, which chunks are copied, what is still to be
/// made. It is there before the first row, and goes with the transaction that writes the position.
/// </summary>
internal sealed class SeedLedger(ISqlDialect dialect)
{
    /// <summary>Its tables beside <see cref="StateSchema.Seeding"/>; they go when it ends.</summary>
    private const string ChunksName = "seed_chunks";
    private const string StepsName = "seed_steps";

    private static readonly string[] NotOfOthers =
    [
        StateSchema.KnownTables,
        StateSchema.Accepted,
        StateSchema.ProofOwed,
    ];

    private readonly string _seeding = dialect.StateTable(StateSchema.Seeding);
    private readonly string _chunks = dialect.StateTable(ChunksName);
    private readonly string _steps = dialect.StateTable(StepsName);
    private readonly string _position = dialect.StateTable(StateSchema.Position);

    /// <summary>The seed's record; null if none is unfinished. The state schema is there.</summary>
    public static async Task<SeedRecord?> ReadAsync(NodeSession session, ISqlDialect dialect, CancellationToken stop)
    {
        ColumnType[] types =
        [
            .. Enumerable.Repeat(StateTypes.Text, 2),
            StateTypes.Number,
            .. Enumerable.Repeat(StateTypes.Text, 2),
            .. Enumerable.Repeat(StateTypes.Number, 3),
            StateTypes.Text,
            StateTypes.Number,
        ];
        var sql =
            "SELECT donor, log_id, since, schema_digest, tables, last_applied_sequence, restart_offset, log_time, "
            + $"fingerprint, append_time FROM {dialect.StateTable(StateSchema.Seeding)}";
        var row = await session.FirstRowAsync(sql, [], types, stop).ConfigureAwait(false);
        return row is null
            ? null
            : new SeedRecord(
                row[0].AsText(),
                row[1].AsText(),
                DateTimeOffset.FromUnixTimeMilliseconds(row[2].AsInt64()),
                row[3].AsText(),
                row[4].AsText(),
                row[5].IsNull
                    ? null
                    : new NodePosition(
                        row[5].AsInt64(),
                        row[6].AsInt64(),
                        row[7].AsInt64(),
                        row[8].AsNullableText() is { } text ? RecordFingerprint.Parse(text) : null
                    )
                    {
                        AppendTime = row[9].IsNull ? null : row[9].AsInt64(),
                    }
            );
    }

    /// <summary>
    /// A seed begins: the node has no position and no state any more. In a durable transaction.
    /// </summary>
    public async Task BeginAsync(NodeSession session, SeedRecord record, CancellationToken stop)
    {
        foreach (var statement in Statements())
        {
            await session.QueueAsync(statement, stop).ConfigureAwait(false);
        }

        foreach (var table in (string[])[StateSchema.Position, .. StateSchema.CarriedBySeeds, .. NotOfOthers])
        {
            await session.QueueAsync($"DELETE FROM {dialect.StateTable(table)}", stop).ConfigureAwait(false);
        }

        await session.QueueAsync($"DELETE FROM {_seeding}", stop).ConfigureAwait(false);
        await session.QueueAsync($"DELETE FROM {_chunks}", stop).ConfigureAwait(false);
        await session.QueueAsync($"DELETE FROM {_steps}", stop).ConfigureAwait(false);
        await session
            .ExecuteAsync(
                $"INSERT INTO {_seeding} (id, donor, log_id, since, schema_digest, tables) "
                    + "VALUES (1, $1, $2, $3, '', $4)",
                [
                    StateTypes.Of(record.Donor),
                    StateTypes.Of(record.Log),
                    StateTypes.Of(record.Since.ToUnixTimeMilliseconds()),
                    StateTypes.Of(record.Tables),
                ],
                stop
            )
            .ConfigureAwait(false);
    }

    /// <summary>The tables stand there, in the transaction that made them.</summary>
    public Task MadeAsync(NodeSession session, string fingerprint, string tables, CancellationToken stop) =>
        session.ExecuteAsync(
            $"UPDATE {_seeding} SET schema_digest = $1, tables = $2",
            [StateTypes.Of(fingerprint), StateTypes.Of(tables)],
            stop
        );

    /// <summary>A chunk is copied, in the transaction of its rows.</summary>
    public Task CopiedAsync(NodeSession session, TableName table, SeedRange range, CancellationToken stop) =>
        session.ExecuteAsync(
            $"INSERT INTO {_chunks} (table_name, from_place, to_place) VALUES ($1, $2, $3)",
            [StateTypes.Of(table.ToString()), StateTypes.Of(range.From), StateTypes.Of(range.To)],
            stop
        );

    /// <summary>Nothing of a table is copied any more, in the transaction that empties it.</summary>
    public Task ForgetAsync(NodeSession session, TableName table, CancellationToken stop) =>
        session.ExecuteAsync($"DELETE FROM {_chunks} WHERE table_name = $1", [StateTypes.Of(table.ToString())], stop);

    /// <summary>The ranges that are copied of each table, merged.</summary>
    public async Task<Dictionary<string, IReadOnlyList<SeedRange>>> ReadChunksAsync(
        NodeSession session,
        CancellationToken stop
    )
    {
        var chunks = new List<(string Table, SeedRange Range)>();
        var sql = $"SELECT table_name, from_place, to_place FROM {_chunks}";
        ColumnType[] types = [StateTypes.Text, StateTypes.Number, StateTypes.Number];
        await foreach (var row in session.RowsAsync(sql, [], types, stop).ConfigureAwait(false))
        {
            chunks.Add((row[0].AsText(), new SeedRange(row[1].AsInt64(), row[2].AsInt64())));
        }

        return chunks
            .GroupBy(chunk => chunk.Table)
            .ToDictionary(table => table.Key, table => SeedRanges.Merge(table.Select(chunk => chunk.Range)));
    }

    /// <summary>All rows and the donor's state are there, and what is left to be made is known.</summary>
    public async Task CompleteAsync(
        NodeSession session,
        ISeedSnapshot snapshot,
        IReadOnlyList<SeedStep> steps,
        CancellationToken stop
    )
    {
        foreach (var table in StateSchema.CarriedBySeeds)
        {
            await CarryAsync(session, snapshot, table, stop).ConfigureAwait(false);
        }

        var number = 0;
        foreach (var step in steps)
        {
            BoundValue[] values =
            [
                StateTypes.Of(number++),
                StateTypes.Of(step.Stage),
                StateTypes.Of(step.Object.Kind),
                StateTypes.Of(step.Object.Name),
                StateTypes.Of(step.Sql),
                StateTypes.Of(string.Join('\n', step.Locks)),
            ];
            await session
                .QueueAsync(
                    $"INSERT INTO {_steps} (step, stage, kind, name, sql, locks) VALUES ($1, $2, $3, $4, $5, $6)",
                    values,
                    stop
                )
                .ConfigureAwait(false);
        }

        var at = snapshot.Position;
        await session
            .ExecuteAsync(
                $"UPDATE {_seeding} SET last_applied_sequence = $1, restart_offset = $2, log_time = $3, "
                    + "fingerprint = $4, append_time = $5",
                [
                    StateTypes.Of(at.LastAppliedSequence),
                    StateTypes.Of(at.RestartOffset),
                    StateTypes.Of(at.LogTime),
                    StateTypes.Of(at.Fingerprint?.ToString()),
                    StateTypes.Of(at.AppendTime),
                ],
                stop
            )
            .ConfigureAwait(false);
    }

    /// <summary>What is still to be made.</summary>
    public async Task<IReadOnlyList<(long Number, SeedStep Step)>> ReadStepsAsync(
        NodeSession session,
        CancellationToken stop
    )
    {
        var steps = new List<(long, SeedStep)>();
        var sql = $"SELECT step, stage, kind, name, sql, locks FROM {_steps} ORDER BY step";
        ColumnType[] types = [StateTypes.Number, StateTypes.Number, .. Enumerable.Repeat(StateTypes.Text, 4)];
        await foreach (var row in session.RowsAsync(sql, [], types, stop).ConfigureAwait(false))
        {
            string[] locks = row[5].AsText() is { Length: > 0 } text ? text.Split('\n') : [];
            var made = new SeedObject(row[2].AsText(), row[3].AsText());
            steps.Add((row[0].AsInt64(), new SeedStep((int)row[1].AsInt64(), made, row[4].AsText(), locks)));
        }

        return steps;
    }

    /// <summary>A step is made, in its transaction.</summary>
    public Task SteppedAsync(NodeSession session, long number, CancellationToken stop) =>
        session.ExecuteAsync($"DELETE FROM {_steps} WHERE step = $1", [StateTypes.Of(number)], stop);

    /// <summary>
    /// The target is a node from here on, which owes the proof that it equals another; in a durable transaction.
    /// </summary>
    public async Task FinishAsync(NodeSession session, SeedRecord record, string donorId, CancellationToken stop)
    {
        var owed = new OwedProof(donorId, record.Since.ToUnixTimeMilliseconds());
        await new OwedProofs(dialect).OweAsync(session, owed, stop).ConfigureAwait(false);
        await session
            .QueueAsync(
                $"INSERT INTO {_position} (id, format_version, log_id, last_applied_sequence, restart_offset, "
                    + $"log_time, fingerprint) SELECT 1, {StateSchema.FormatVersion}, log_id, last_applied_sequence, "
                    + $"restart_offset, log_time, fingerprint FROM {_seeding}",
                stop
            )
            .ConfigureAwait(false);
        if (record.Position is { LastAppliedSequence: < 0 })
        {
            // Its rows are what every node had before the log began: the donor's are.
            await session
                .QueueAsync(
                    $"INSERT INTO {dialect.StateTable(StateSchema.Accepted)} (what) VALUES ('{TableMemory.AllRows}')",
                    stop
                )
                .ConfigureAwait(false);
        }

        await session.QueueAsync($"DROP TABLE {_chunks}", stop).ConfigureAwait(false);
        await session.QueueAsync($"DROP TABLE {_steps}", stop).ConfigureAwait(false);
        await session.ExecuteAsync($"DELETE FROM {_seeding}", [], stop).ConfigureAwait(false);
    }

    private async Task CarryAsync(NodeSession session, ISeedSnapshot snapshot, string table, CancellationToken stop)
    {
        var name = dialect.StateTable(table);
        await session.QueueAsync($"DELETE FROM {name}", stop).ConfigureAwait(false);
        const int rowsTogether = 500;
        var queued = 0;
        await foreach (var row in snapshot.ReadStateAsync(table, stop).ConfigureAwait(false))
        {
            var columns = string.Join(", ", row.Columns.Select(dialect.Quote));
            var values = string.Join(", ", row.Columns.Select((_, i) => $"${i + 1}"));
            var sql = $"INSERT INTO {name} ({columns}) VALUES ({values})";
            await session.QueueAsync(sql, row.Values, stop).ConfigureAwait(false);
            if (++queued % rowsTogether == 0)
            {
                await session.ReadyAsync(stop).ConfigureAwait(false);
            }
        }
    }

    private IEnumerable<string> Statements() =>
        [
            $"CREATE TABLE IF NOT EXISTS {_chunks} (table_name text NOT NULL, from_place bigint NOT NULL, "
                + "to_place bigint NOT NULL)",
            $"CREATE TABLE IF NOT EXISTS {_steps} (step bigint PRIMARY KEY, stage bigint NOT NULL, kind text NOT NULL, "
                + "name text NOT NULL, sql text NOT NULL, locks text NOT NULL)",
        ];
}
