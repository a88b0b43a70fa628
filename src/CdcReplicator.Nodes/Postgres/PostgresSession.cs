using Npgsql;

namespace CdcReplicator.Nodes;

/// <summary>Settings every session needs, whatever the server's and the role's defaults are.</summary>
internal static class PostgresSession
{
    /// <summary>
    /// So that values are read and written exactly, and rows that a policy hides are an error rather than not there.
    /// For the connection string's <c>Options</c>.
    /// </summary>
    public const string Options =
        "-c DateStyle=ISO,YMD -c IntervalStyle=iso_8601 -c TimeZone=UTC -c bytea_output=hex -c extra_float_digits=1"
        + " -c xmloption=content -c lc_monetary=C -c row_security=off";

    /// <summary>
    /// The only places where names without a schema are looked for: PostgreSQL's own and the session's. Names in the
    /// bodies of triggers' functions too, unless these set a path themselves.
    /// </summary>
    public const string SearchPath = "pg_catalog, pg_temp";

    /// <summary>
    /// Each row of a batch is found by index. Left to itself the planner, which knows nothing of tables just filled,
    /// hashes whole tables to find some thousand rows, and compiles the plan besides: what a batch costs would grow
    /// with the table.
    /// </summary>
    public const string Planning = "-c enable_hashjoin=off -c enable_mergejoin=off -c jit=off";

    /// <summary>
    /// Limits that are meant for people's sessions. How long an applier's transaction takes depends on the log and on
    /// how the applier's process is scheduled, and one that is cut off is only done again, as long as before.
    /// </summary>
    private const string Unlimited = """
        SELECT set_config(name, '0', false) FROM unnest(ARRAY['statement_timeout', 'transaction_timeout',
          'idle_in_transaction_session_timeout', 'idle_session_timeout']) name
        WHERE current_setting(name, true) IS NOT NULL
        """;

    /// <summary>
    /// A session that waits for a lock without end reports nothing. A limit that is set already stays.
    /// </summary>
    private const string ImpatientForLocks = """
        SELECT set_config('lock_timeout', '10s', false) WHERE current_setting('lock_timeout') = '0'
        """;

    private const string Facts = "SELECT current_setting('server_version_num')::int, pg_is_in_recovery()";

    /// <summary>
    /// Sets the limits of a new session, those the server has, and asks what server it is. Not in the connection
    /// string's <c>Options</c>: a server refuses a session that names a setting it does not know.
    /// </summary>
    public static async Task<PostgresServerFacts> BeginAsync(NpgsqlConnection connection, CancellationToken stop)
    {
        var batch = new NpgsqlBatch(connection);
        await using (batch.ConfigureAwait(false))
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(Unlimited));
            batch.BatchCommands.Add(new NpgsqlBatchCommand(ImpatientForLocks));
            batch.BatchCommands.Add(new NpgsqlBatchCommand(Facts));
            var reader = await batch.ExecuteReaderAsync(stop).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                await reader.NextResultAsync(stop).ConfigureAwait(false);
                await reader.NextResultAsync(stop).ConfigureAwait(false);
                await reader.ReadAsync(stop).ConfigureAwait(false);
                return new PostgresServerFacts(new PostgresVersion(reader.GetInt32(0)), reader.GetBoolean(1));
            }
        }
    }
}
