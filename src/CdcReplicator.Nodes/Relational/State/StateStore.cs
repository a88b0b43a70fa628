using System.Globalization;
using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>Reads and writes the node's position, publishers and rejections.</summary>
internal sealed class StateStore(ISqlDialect dialect)
{
    private readonly string _position = dialect.StateTable(StateSchema.Position);
    private readonly string _clock = dialect.StateTable(StateSchema.Clock);
    private readonly string _publishers = dialect.StateTable(StateSchema.Publishers);
    private readonly InstallationTables _installation = new(dialect);

    /// <summary>Creates what is missing. Inside a database transaction that holds the set-up lock.</summary>
    public async Task CreateAsync(NodeSession session, CancellationToken stop)
    {
        foreach (var statement in StateSchema.Statements(dialect))
        {
            await session.QueueAsync(statement, stop).ConfigureAwait(false);
        }
    }

    /// <summary>The state tables that are there, without schema or prefix.</summary>
    public async Task<IReadOnlySet<string>> FindTablesAsync(NodeSession session, CancellationToken stop)
    {
        var tables = new HashSet<string>(StringComparer.Ordinal);
        await foreach (
            var row in session.RowsAsync(dialect.StateTables, [], [StateTypes.Text], stop).ConfigureAwait(false)
        )
        {
            tables.Add(row[0].AsText());
        }

        return tables;
    }

    /// <summary>The log that the node belongs to, as it is written; null if it belongs to none.</summary>
    public async Task<string?> FindLogAsync(NodeSession session, CancellationToken stop)
    {
        ColumnType[] types = [StateTypes.Number, StateTypes.Text];
        var sql = $"SELECT format_version, log_id FROM {_position}";
        if (await session.FirstRowAsync(sql, [], types, stop).ConfigureAwait(false) is not { } row)
        {
            return null;
        }

        RequireVersion(row[0].AsInt64());
        return row[1].AsText();
    }

    /// <summary>
    /// Creates the tables and binds the node to the log. Inside a database transaction that holds the set-up lock.
    /// </summary>
    /// <exception cref="LogMismatchException">The node belongs to another log.</exception>
    /// <exception cref="NodeFaultException">The database is another node's, or a copy of one in use.</exception>
    public async Task SetUpAsync(NodeSession session, string nodeId, LogId log, CancellationToken stop)
    {
        await CreateAsync(session, stop).ConfigureAwait(false);
        await _installation.PutIfMissingAsync(session, nodeId, stop).ConfigureAwait(false);
        if (await SeedLedger.ReadAsync(session, dialect, stop).ConfigureAwait(false) is { } seed)
        {
            throw SeedRefusals.Unfinished(nodeId, seed);
        }

        var insert =
            $"INSERT INTO {_position} (id, format_version, log_id, last_applied_sequence, restart_offset, log_time) "
            + "VALUES (1, $1, $2, -1, 0, 0) ON CONFLICT (id) DO NOTHING";
        BoundValue[] values = [StateTypes.Of(StateSchema.FormatVersion), StateTypes.Of(log.ToString())];
        await session.QueueAsync(insert, values, stop).ConfigureAwait(false);
        var found = await FindLogAsync(session, stop).ConfigureAwait(false);
        if (found != log.ToString())
        {
            throw new LogMismatchException(
                $"Node '{nodeId}' belongs to log {found}, not to log {log}.",
                "Correct the applier's log address, or give this log a node of its own (an empty copy, seeded anew)."
            );
        }

        await _installation.RequireAsync(session, nodeId, stop).ConfigureAwait(false);
    }

    /// <summary>The position the node has committed.</summary>
    public async Task<NodePosition> ReadPositionAsync(NodeSession session, CancellationToken stop)
    {
        ColumnType[] types =
        [
            StateTypes.Number,
            StateTypes.Number,
            StateTypes.Number,
            StateTypes.Text,
            StateTypes.Number,
        ];

        // Versions before the log's clock kept the highest append time instead: that is both, where nothing else is
        // known.
        var sql =
            "SELECT last_applied_sequence, restart_offset, log_time, fingerprint, "
            + $"COALESCE((SELECT append_time FROM {_clock}), log_time) FROM {_position}";
        var row = await session.FirstRowAsync(sql, [], types, stop).ConfigureAwait(false);
        return row is null
            ? throw new NodeFaultException(
                "The node has no position.",
                "Open it with an applier first.",
                isTransient: false,
                code: null
            )
            : new NodePosition(
                row[0].AsInt64(),
                row[1].AsInt64(),
                row[2].AsInt64(),
                row[3].AsNullableText() is { } text ? RecordFingerprint.Parse(text) : null
            )
            {
                AppendTime = row[0].AsInt64() < 0 ? null : row[4].AsInt64(),
            };
    }

    /// <summary>All publishers, by name.</summary>
    public async Task<IReadOnlyList<PublisherProgress>> ReadPublishersAsync(NodeSession session, CancellationToken stop)
    {
        ColumnType[] types =
        [
            StateTypes.Text,
            StateTypes.Number,
            StateTypes.Number,
            StateTypes.Text,
            StateTypes.Number,
        ];
        var sql = $"SELECT publisher, kind, last_number, missing, last_log_time FROM {_publishers} ORDER BY publisher";
        var publishers = new List<PublisherProgress>();
        await foreach (var row in session.RowsAsync(sql, [], types, stop).ConfigureAwait(false))
        {
            var kind = (PublisherKind)row[1].AsInt64();
            var publisher = new PublisherProgress(row[0].AsText(), kind, row[2].AsInt64(), [], row[4].AsInt64());
            publishers.Add(StoredPublisher.Read(publisher, row[3].AsText()));
        }

        return publishers;
    }

    /// <summary>Moves the position if it is what was expected; whether it was.</summary>
    /// <param name="session">Inside the transaction that writes the data.</param>
    /// <param name="expected">What it must be.</param>
    /// <param name="next">What it becomes.</param>
    /// <param name="touched">The versions of all tables the transaction has touched.</param>
    /// <param name="database">Says what else is demanded, and what is done with it.</param>
    /// <param name="stop">Ends it.</param>
    public async Task<bool> AdvanceAsync(
        NodeSession session,
        NodePosition expected,
        NodePosition next,
        IReadOnlyCollection<TableVersion> touched,
        IRelationalDatabase database,
        CancellationToken stop
    )
    {
        var unchanged = touched.Count > 0 ? database.UnchangedCondition : "";
        var sql =
            $"UPDATE {_position} SET last_applied_sequence = $1, restart_offset = $2, log_time = $3, fingerprint = $4 "
            + $"WHERE id = 1 AND last_applied_sequence = $5 AND restart_offset = $6{unchanged}{database.PositionNews}";
        BoundValue[] values =
        [
            .. ValuesOf(expected, next),
            .. unchanged.Length == 0
                ? (ReadOnlySpan<BoundValue>)[]
                : [StateTypes.IdsOf(touched), StateTypes.Of(touched.Sum(table => table.Hash))],
        ];
        return await session.ExecuteAsync(sql, values, stop).ConfigureAwait(false) == 1;
    }

    private static BoundValue[] ValuesOf(NodePosition expected, NodePosition next) =>
        [
            StateTypes.Of(next.LastAppliedSequence),
            StateTypes.Of(next.RestartOffset),
            StateTypes.Of(next.LogTime),
            StateTypes.Of(next.Fingerprint?.ToString()),
            StateTypes.Of(expected.LastAppliedSequence),
            StateTypes.Of(expected.RestartOffset),
        ];

    /// <summary>
    /// Stores the append time of the record at the position, before the next statement at the latest.
    /// </summary>
    public Task PutAppendTimeAsync(NodeSession session, long? appendTime, CancellationToken stop) =>
        appendTime is { } time
            ? session.QueueAsync(
                $"INSERT INTO {_clock} (id, append_time) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET append_time = "
                    + "excluded.append_time",
                [StateTypes.Of(time)],
                stop
            )
            : Task.CompletedTask;

    /// <summary>Stores a publisher's numbers, before the next statement at the latest.</summary>
    public Task PutPublisherAsync(NodeSession session, PublisherProgress publisher, CancellationToken stop)
    {
        var sql =
            $"INSERT INTO {_publishers} (publisher, kind, last_number, missing, last_log_time) "
            + "VALUES ($1, $2, $3, $4, $5) "
            + "ON CONFLICT (publisher) DO UPDATE SET kind = excluded.kind, last_number = excluded.last_number, "
            + "missing = excluded.missing, last_log_time = excluded.last_log_time";
        BoundValue[] values =
        [
            StateTypes.Of(publisher.Publisher),
            StateTypes.Of((long)publisher.Kind),
            StateTypes.Of(publisher.LastNumber),
            StateTypes.Of(StoredPublisher.Format(publisher)),
            StateTypes.Of(publisher.LastLogTime),
        ];
        return session.QueueAsync(sql, values, stop);
    }

    /// <summary>Forgets one-time publishers last heard of before a log time.</summary>
    public Task ForgetPublishersAsync(NodeSession session, long before, CancellationToken stop)
    {
        // LIKE is not used, because SQLite's ignores case, and 'Once-...' is a lasting name.
        var length = WellKnown.OneTimePublisherPrefix.Length.ToString(CultureInfo.InvariantCulture);
        var sql = $"DELETE FROM {_publishers} WHERE last_log_time < $1 AND substr(publisher, 1, {length}) = $2";
        BoundValue[] values = [StateTypes.Of(before), StateTypes.Of(WellKnown.OneTimePublisherPrefix)];
        return session.ExecuteAsync(sql, values, stop);
    }

    private static void RequireVersion(long found)
    {
        if (found != StateSchema.FormatVersion)
        {
            throw new NodeFaultException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The node's state has format {found}; this program knows format {StateSchema.FormatVersion}."
                ),
                "Run the program version that wrote it, or a newer one.",
                isTransient: false,
                code: null
            );
        }
    }
}
