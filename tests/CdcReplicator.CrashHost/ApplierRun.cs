using System.Globalization;
using CdcReplicator.Applier;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;

namespace CdcReplicator.CrashHost;

/// <summary>
/// The applier of one node until it is killed, by itself or from outside. Arguments: log, node kind, connection string,
/// spool folder, kill point, pass at which it dies, and <c>separate-position</c> to plant that bug. Writes
/// <c>running</c> when the log is open.
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
        await using var opened = await HostedApplier.OpenLogAsync(args[0]);
        Console.WriteLine("running");
        var log = new KillingLog(opened, kill);
        var options = new NodeOptions
        {
            Id = "n1",
            Kind = args[1],
            ConnectionString = args[2],
            Guard = NodeGuard.Off,
        };
        INode node = new KillingNode(HostedApplier.CreateNode(options), kill);
        if (args is [.., SeparatePosition])
        {
            node = new SeparatePositionNode(node);
        }

        await HostedApplier.RunAsync(log, node, args[3], Settings);
        return 0;
    }
}
