using Npgsql;

namespace CdcReplicator.Nodes;

/// <summary>How an applier connects to its PostgreSQL node.</summary>
internal static class PostgresConnectionString
{
    private const int MaxAutoPrepare = 500;

    /// <summary>
    /// How long one statement may take, unless the connection string says: one that empties a large table takes
    /// minutes, and cut off it would be begun again for ever. A server that is gone shows earlier, because it does not
    /// answer the system's probes.
    /// </summary>
    private const int StatementSeconds = 3600;
    private const int KeepAliveAfterSeconds = 30;
    private const int KeepAliveEverySeconds = 10;

    /// <summary>The node's connection string with what an applier needs; holds its password.</summary>
    public static NpgsqlConnectionStringBuilder Of(NodeOptions options)
    {
        var builder = new NpgsqlConnectionStringBuilder(options.ConnectionString)
        {
            ApplicationName = $"cdc-replicator/{options.Id}",
            Pooling = false,
            MaxAutoPrepare = MaxAutoPrepare,
            AutoPrepareMinUsages = 2,
            IncludeErrorDetail = false,
            // Whatever others may create in a schema, an operator or a function, must never run as the applier.
            SearchPath = PostgresSession.SearchPath,
            TcpKeepAlive = true,
            TcpKeepAliveTime = KeepAliveAfterSeconds,
            TcpKeepAliveInterval = KeepAliveEverySeconds,
        };
        if (!builder.ShouldSerialize("Command Timeout"))
        {
            builder.CommandTimeout = StatementSeconds;
        }

        // Commits need not wait for the disk: data and position vanish together in a crash, and the log has both.
        var commits = options.DurableCommits ? "on" : "off";
        builder.Options = (
            $"{builder.Options} {PostgresSession.Options} {PostgresSession.Planning} "
            + $"-c synchronous_commit={commits} {PostgresGuardSql.WriterOption}"
        ).Trim();
        if (options.ReadPassword() is { } password)
        {
            builder.Password = password;
        }

        return builder;
    }
}
