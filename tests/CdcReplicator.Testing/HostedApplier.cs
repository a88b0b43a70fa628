using System.Runtime.InteropServices;
using CdcReplicator.Applier;
using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;
using CdcReplicator.Debezium;
using CdcReplicator.Nodes;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcReplicator.Testing;

/// <summary>The applier of one node as child processes of tests run it, until they are killed.</summary>
internal static class HostedApplier
{
    /// <summary>Opens the log as the product does.</summary>
    public static Task<IChangeLog> OpenLogAsync(string address) =>
        ChangeLogFactory.OpenAsync(
            ChangeLogUri.Parse(address),
            new ChangeLogOptions(),
            TimeProvider.System,
            NullLoggerFactory.Instance,
            CancellationToken.None
        );

    /// <summary>The node as the product makes it.</summary>
    public static INode CreateNode(NodeOptions options) =>
        NodeFactory.Create(options, NullLoggerFactory.Instance, TimeProvider.System);

    /// <summary>Runs until SIGTERM, or until it is killed.</summary>
    public static async Task RunAsync(IChangeLog log, INode node, string spoolFolder, ApplierSettings settings)
    {
        using var stop = new CancellationTokenSource();
        using var terminated = PosixSignalRegistration.Create(
            PosixSignal.SIGTERM,
            signal =>
            {
                signal.Cancel = true;
                stop.Cancel();
            }
        );
        await using var worker = new ApplierWorker(
            log,
            new RecordDecoder(
                new MetadataSchemaRegistry(log.Metadata),
                new DebeziumDecoderOptions(),
                // Some of its logs are recordings; our own publishers have no settings.
                CorpusSources.Catalog,
                TimeProvider.System
            ),
            node,
            new ApplierOptions { SpoolFolder = spoolFolder, Settings = settings },
            TimeProvider.System,
            NullLoggerFactory.Instance
        );
        await worker.RunAsync(stop.Token);
    }
}
