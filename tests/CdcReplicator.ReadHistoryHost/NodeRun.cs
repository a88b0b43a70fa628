using CdcReplicator.Applier;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;

namespace CdcReplicator.ReadHistory;

/// <summary>
/// The applier of one node until it is killed. Arguments: log, node id, node kind, connection string, spool folder.
/// Writes <c>running</c> when the log is open.
/// </summary>
internal static class NodeRun
{
    // Short pauses, because faults are short.
    private static readonly ApplierSettings Settings = new()
    {
        FirstRetryDelay = 20,
        MaxRetryDelay = 200,
        StandbyInterval = 200,
    };

    public static async Task<int> RunAsync(string[] args)
    {
        await using var log = await HostedApplier.OpenLogAsync(args[0]);
        Console.WriteLine("running");
        var options = new NodeOptions
        {
            Id = args[1],
            Kind = args[2],
            ConnectionString = args[3],
            Guard = NodeGuard.Off,
        };
        await HostedApplier.RunAsync(log, HostedApplier.CreateNode(options), args[4], Settings);
        return 0;
    }
}
