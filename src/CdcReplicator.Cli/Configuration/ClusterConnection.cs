using System.CommandLine;
using CdcReplicator.ChangeLog;
using CdcReplicator.Debezium;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcReplicator.Cli;

/// <summary>What most commands need of a cluster: its log and how to read and write records there.</summary>
internal sealed class ClusterConnection : IAsyncDisposable
{
    private ClusterConnection(
        IChangeLog log,
        ISchemaRegistry schemas,
        string name,
        RecordDecoder decoder,
        string? principal,
        string? orderKeyFile
    )
    {
        Principal = principal;
        OrderKeyFile = orderKeyFile;
        Log = log;
        Schemas = schemas;
        Name = name;
        Decoder = decoder;
    }

    /// <summary>The log.</summary>
    public IChangeLog Log { get; }

    /// <summary>Where its schemas are.</summary>
    public ISchemaRegistry Schemas { get; }

    /// <summary>The cluster's name; empty for an embedded log.</summary>
    public string Name { get; }

    /// <summary>By whose name the brokers are logged in to; null where there is no login.</summary>
    public string? Principal { get; }

    /// <summary>The file of the private key that signs orders; null to give them unsigned.</summary>
    public string? OrderKeyFile { get; }

    /// <summary>Reads its records.</summary>
    public IRecordDecoder Decoder { get; }

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
            var decoder = RecordDecoders.For(options, schemas, time);
            return new ClusterConnection(
                log,
                schemas,
                uri.Cluster,
                decoder,
                PrincipalOf(uri, changeLog),
                options.OrderKeyFile
            );
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

    public async ValueTask DisposeAsync()
    {
        (Schemas as IDisposable)?.Dispose();
        await Log.DisposeAsync();
    }
}
