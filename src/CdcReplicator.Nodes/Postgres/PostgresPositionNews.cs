using Npgsql;

namespace CdcReplicator.Nodes;

/// <summary>
/// How a PostgreSQL node tells its position to whoever listens: by NOTIFY in the transaction that moves it, so that the
/// news comes with the commit or not at all.
/// </summary>
internal static class PostgresPositionNews
{
    /// <summary>The channel. The payload is a session token: log id and last applied sequence.</summary>
    public const string Channel = "cdc_replicator_position";

    /// <summary>
    /// How many transactions may tell before it is looked again whether they should. A full queue would fail the
    /// transaction, and a session that listens and never ends its own fills it. News stops at half; so many more are
    /// nothing against the other half, and asking every time costs more than the news.
    /// </summary>
    internal const int LookAgainAfter = 10_000;

    /// <summary>
    /// After the position's update, so it costs no round trip of its own. Before anything is applied it tells nothing.
    /// </summary>
    internal const string Clause =
        " RETURNING CASE WHEN last_applied_sequence >= 0 THEN "
        + $"pg_catalog.pg_notify('{Channel}', log_id || ':' || last_applied_sequence)::text END";

    /// <summary>
    /// Whether the role may tell and the queue has room; without, the applier works as well, and readers learn from
    /// heartbeats.
    /// </summary>
    internal static async Task<bool> IsAllowedAsync(NpgsqlConnection connection, CancellationToken stop)
    {
        // Two questions, because rights are checked even for what is not evaluated.
        const string mayTell =
            "SELECT has_function_privilege('pg_catalog.pg_notify(text, text)', 'EXECUTE') "
            + "AND has_function_privilege('pg_catalog.pg_notification_queue_usage()', 'EXECUTE')";
        const string hasRoom = "SELECT pg_catalog.pg_notification_queue_usage() < 0.5";
        return await AskAsync(connection, mayTell, stop).ConfigureAwait(false)
            && await AskAsync(connection, hasRoom, stop).ConfigureAwait(false);
    }

    private static async Task<bool> AskAsync(NpgsqlConnection connection, string sql, CancellationToken stop)
    {
        var command = new NpgsqlCommand(sql, connection);
        await using (command.ConfigureAwait(false))
        {
            return await command.ExecuteScalarAsync(stop).ConfigureAwait(false) is true;
        }
    }
}
