using System.CommandLine;
using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;
using CdcReplicator.Lifecycle;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcReplicator.Cli;

/// <summary>Connects to the cluster that options, environment and configuration name.</summary>
internal static class ClusterOpening
{
    /// <summary>Connects to the existing cluster that options, environment and configuration name.</summary>
    /// <exception cref="BadInputException">They name none, or are wrong.</exception>
    public static Task<ClusterConnection> OpenAsync(
        ClusterOptions cluster,
        ParseResult parsed,
        TimeProvider time,
        CancellationToken cancellationToken
    ) => OpenAsync(cluster.Load(parsed), createIfMissing: false, time, cancellationToken);

    /// <summary>
    /// Connects to look only: a broken log opens, too, and <see cref="IChangeLog.Trouble"/> says what is wrong with it.
    /// </summary>
    /// <exception cref="BadInputException">They name none, or are wrong.</exception>
    public static Task<ClusterConnection> OpenToLookAsync(
        ClusterOptions cluster,
        ParseResult parsed,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var options = cluster.Load(parsed);
        return OpenAsync(
            options,
            options.ChangeLog with
            {
                CreateIfMissing = false,
                OpenBroken = true,
            },
            time,
            cancellationToken
        );
    }

    /// <summary>Connects to the cluster that a configuration names.</summary>
    /// <exception cref="BadInputException">It names none, or is wrong.</exception>
    public static Task<ClusterConnection> OpenAsync(
        ReplicatorOptions options,
        bool createIfMissing,
        TimeProvider time,
        CancellationToken cancellationToken
    ) => OpenAsync(options, options.ChangeLog with { CreateIfMissing = createIfMissing }, time, cancellationToken);

    private static async Task<ClusterConnection> OpenAsync(
        ReplicatorOptions options,
        ChangeLogOptions changeLog,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var uri = ClusterOptions.LogUri(options);
        var log = await ChangeLogFactory.OpenAsync(uri, changeLog, time, NullLoggerFactory.Instance, cancellationToken);
        try
        {
            var schemas = SchemaRegistries.For(options, log, time);
            return new ClusterConnection(log, schemas, uri.Cluster, Giver(PrincipalOf(uri, changeLog)))
            {
                Decoder = RecordDecoders.For(options, schemas, time),
                OrderKeyFile = options.OrderKeyFile,
            };
        }
        catch
        {
            await log.DisposeAsync();
            throw;
        }
    }

    private static string? PrincipalOf(ChangeLogUri uri, ChangeLogOptions options) =>
        uri.Scheme == ChangeLogScheme.Kafka
        && options.Kafka.Security.Protocol is (KafkaSecurityProtocol.SaslPlaintext or KafkaSecurityProtocol.SaslSsl)
            ? options.Kafka.Security.User
            : null;

    // Under sudo the account is the same for everybody.
    private static OrderGiver Giver(string? principal)
    {
        var user = Environment.UserName;
        var before = Environment.GetEnvironmentVariable("SUDO_USER");
        return new OrderGiver(
            string.IsNullOrEmpty(before) ? user : $"{user} (sudo: {before})",
            Environment.MachineName,
            principal,
            "cli"
        );
    }
}
