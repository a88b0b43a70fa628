using Npgsql;

namespace CdcReplicator.Nodes;

/// <summary>
/// Puts the guard into a PostgreSQL node, or takes it away, as the node's setting says. What the applier's role may not
/// do is no fault of the node: it is said by <see cref="Unguarded"/>.
/// </summary>
internal sealed class PostgresGuard(NodeOptions options, ISqlDialect dialect)
{
    /// <summary>Of the advisory lock under which the guard is changed; "cdc-grd" in ASCII.</summary>
    private const string Begin = """
        SET LOCAL lock_timeout = '500ms'; SELECT pg_advisory_xact_lock(27976399820649060)
        """;

    private readonly IgnoreList _ignored = new(options.Ignore);
    private volatile IReadOnlyList<string> _unguarded = [];
    private bool _waitsForLocks;

    /// <summary>What is not guarded and should be, a sentence each. Safe to read at any time.</summary>
    public IReadOnlyList<string> Unguarded => _unguarded;

    /// <summary>Makes the node's guard what it shall be. Outside transactions, before the catalog is read.</summary>
    public async Task InstallAsync(NpgsqlConnection connection, CancellationToken stop)
    {
        var found = new GuardFindings();
        var functions =
            options.Guard == NodeGuard.On
                ? await PutFunctionsAsync(connection, stop).ConfigureAwait(false)
                : GuardChange.Done;
        foreach (var table in await ReadTablesAsync(connection, stop).ConfigureAwait(false))
        {
            var step = GuardPlan.Of(table, options.Guard, _ignored.HasTable(table.Name));
            var change = step switch
            {
                GuardStep.Put when functions != GuardChange.Done => functions,
                GuardStep.Put => await TryAsync(connection, PostgresGuardSql.Put(dialect.Table(table.Name)), stop)
                    .ConfigureAwait(false),
                GuardStep.Remove => await TryAsync(connection, PostgresGuardSql.Remove(dialect.Table(table.Name)), stop)
                    .ConfigureAwait(false),
                GuardStep.Nothing => GuardChange.Done,
                _ => GuardChange.Refused,
            };
            found.Add(table, isPut: step is GuardStep.Put or GuardStep.CannotPut, change);
        }

        found.AddEvents(options.Guard, await ChangeEventsAsync(connection, functions, stop).ConfigureAwait(false));
        _waitsForLocks = found.WaitsForLocks;
        _unguarded = found.IsEmpty
            ? []
            : found.Say(await AskAsync(connection, "SELECT current_user::text", stop).ConfigureAwait(false));
    }

    /// <summary>Tries again what other sessions' locks have kept from being done.</summary>
    public Task RetryAsync(NpgsqlConnection connection, CancellationToken stop) =>
        _waitsForLocks ? InstallAsync(connection, stop) : Task.CompletedTask;

    private async Task<GuardChange> PutFunctionsAsync(NpgsqlConnection connection, CancellationToken stop)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        await foreach (var r in connection.ReadRowsAsync(PostgresGuardSql.Functions, stop).ConfigureAwait(false))
        {
            found.Add(r.GetString(0), r.GetString(1));
        }

        (string Name, string Body)[] wanted =
        [
            ("guard_lifted", PostgresGuardSql.LiftedBody),
            ("guard", PostgresGuardSql.RowBody(options.Id)),
            ("guard_ddl", PostgresGuardSql.DdlBody(options.Id)),
        ];
        string[] missing =
        [
            .. wanted
                .Where(function => found.GetValueOrDefault(function.Name) != function.Body)
                .Select(function => PostgresGuardSql.CreateFunction(function.Name, function.Body)),
        ];
        return missing.Length == 0
            ? GuardChange.Done
            : await TryAsync(connection, string.Join("; ", missing), stop).ConfigureAwait(false);
    }

    private async Task<GuardChange> ChangeEventsAsync(
        NpgsqlConnection connection,
        GuardChange functions,
        CancellationToken stop
    )
    {
        var found = new List<(EventGuard Guard, bool ActsAlways)>();
        await foreach (var r in connection.ReadRowsAsync(PostgresGuardSql.EventTriggers, stop).ConfigureAwait(false))
        {
            found.Add((new EventGuard(r.GetString(0), r.GetString(1), r.GetString(2)), r.GetString(3) == "A"));
        }

        EventGuard[] wanted = options.Guard == NodeGuard.On ? [.. EventGuard.All] : [];
        if (found.Count == wanted.Length && wanted.All(guard => found.Contains((guard, true))))
        {
            return GuardChange.Done;
        }

        if (functions != GuardChange.Done)
        {
            return functions;
        }

        var changes = found.Select(one => one.Guard.Drop).Concat(wanted.Select(guard => guard.Create));
        return await TryAsync(connection, string.Join("; ", changes), stop).ConfigureAwait(false);
    }

    private static async Task<IReadOnlyList<GuardedTable>> ReadTablesAsync(
        NpgsqlConnection connection,
        CancellationToken stop
    )
    {
        var tables = new List<GuardedTable>();
        await foreach (var r in connection.ReadRowsAsync(PostgresGuardSql.Tables, stop).ConfigureAwait(false))
        {
            var name = new TableName(r.GetString(0), r.GetString(1));
            var trigger = r.IsDBNull(4) ? (char?)null : r.GetString(4)[0];
            tables.Add(new GuardedTable(name, r.GetBoolean(2), r.GetString(3), trigger));
        }

        return tables;
    }

    private static async Task<string> AskAsync(NpgsqlConnection connection, string sql, CancellationToken stop)
    {
        var command = new NpgsqlCommand(sql, connection);
        await using (command.ConfigureAwait(false))
        {
            return (string)(await command.ExecuteScalarAsync(stop).ConfigureAwait(false))!;
        }
    }

    /// <summary>Runs statements in a transaction of their own. Their locks stop writers, never readers.</summary>
    private static async Task<GuardChange> TryAsync(NpgsqlConnection connection, string sql, CancellationToken stop)
    {
        var transaction = await connection.BeginTransactionAsync(stop).ConfigureAwait(false);
        await using (transaction.ConfigureAwait(false))
        {
            try
            {
                var command = new NpgsqlCommand($"{Begin}; {sql}", connection, transaction);
                await using (command.ConfigureAwait(false))
                {
                    await command.ExecuteNonQueryAsync(stop).ConfigureAwait(false);
                }

                await transaction.CommitAsync(stop).ConfigureAwait(false);
                return GuardChange.Done;
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
            {
                return GuardChange.Refused;
            }
            catch (PostgresException e)
                when (e.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected)
            {
                return GuardChange.Locked;
            }
        }
    }
}
