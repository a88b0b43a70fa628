using CdcReplicator.Applier;
using CdcReplicator.ChangeLog;
using CdcReplicator.Debezium;
using CdcReplicator.Nodes;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcReplicator.ReadHistory;

/// <summary>The applier of one node until it is killed. Arguments: log, node id, connection string, spool folder. Writes <c>running</c> when the log is open.</summary>
internal static class NodeRun
{
    public static async Task<int> RunAsync(string[] args)
    {
        await using var log = await ChangeLogFactory.OpenAsync(
            ChangeLogUri.Parse(args[0]),
            new ChangeLogOptions(),
            TimeProvider.System,
            NullLoggerFactory.Instance,
            CancellationToken.None
        );
        Console.WriteLine("running");
        var options = new NodeOptions
        {
            Id = args[1],
            Kind = NodeKinds.Sqlite,
            ConnectionString = args[2],
        };
        await using var worker = new ApplierWorker(
            log,
            new RecordDecoder(
                new MetadataSchemaRegistry(log.Metadata),
                new DebeziumDecoderOptions(),
                TimeProvider.System
            ),
            NodeFactory.Create(options, NullLoggerFactory.Instance, TimeProvider.System),
            new ApplierOptions
            {
                SpoolFolder = args[3],
                Settings = new ApplierSettings
                {
                    FirstRetryDelay = 20,
                    MaxRetryDelay = 200,
                    StandbyInterval = 200,
                },
            },
            TimeProvider.System,
            NullLoggerFactory.Instance
        );
        await worker.RunAsync(CancellationToken.None);
        return 0;
    }
}
