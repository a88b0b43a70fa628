using System.Globalization;
using CdcReplicator.Applier;
using CdcReplicator.ChangeLog;
using CdcReplicator.Debezium;
using CdcReplicator.Nodes;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcReplicator.CrashHost;

/// <summary>
/// The applier of one node until it is killed, by itself or from outside. Arguments: log, node kind, connection string, spool folder, kill point, pass at
/// which it dies, and <c>separate-position</c> to plant that bug. Writes <c>running</c> when the log is open.
/// </summary>
internal static class ApplierRun
{
    private const string SeparatePosition = "separate-position";

    // Small commits make many places to die; short pauses, because the next process comes at once.
    private static readonly ApplierSettings Settings = new()
    {
        MaxTransactionsPerCommit = 5,
        IdleAdvanceInterval = 50,
        FirstRetryDelay = 20,
        MaxRetryDelay = 200,
        StandbyInterval = 200,
    };

    public static async Task<int> RunAsync(string[] args)
    {
        var kill = new KillSwitch(Enum.Parse<KillPoint>(args[4]), int.Parse(args[5], CultureInfo.InvariantCulture));
        await using var opened = await ChangeLogFactory.OpenAsync(
            ChangeLogUri.Parse(args[0]),
            new ChangeLogOptions(),
            TimeProvider.System,
            NullLoggerFactory.Instance,
            CancellationToken.None
        );
        Console.WriteLine("running");
        var log = new KillingLog(opened, kill);
        var options = new NodeOptions
        {
            Id = "n1",
            Kind = args[1],
            ConnectionString = args[2],
        };
        INode node = new KillingNode(
            NodeFactory.Create(options, NullLoggerFactory.Instance, TimeProvider.System),
            kill
        );
        if (args is [.., SeparatePosition])
        {
            node = new SeparatePositionNode(node);
        }

        await using var worker = new ApplierWorker(
            log,
            new RecordDecoder(
                new MetadataSchemaRegistry(log.Metadata),
                new DebeziumDecoderOptions(),
                TimeProvider.System
            ),
            node,
            new ApplierOptions { SpoolFolder = args[3], Settings = Settings },
            TimeProvider.System,
            NullLoggerFactory.Instance
        );
        await worker.RunAsync(CancellationToken.None);
        return 0;
    }
}
