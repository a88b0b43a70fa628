using System.Globalization;
using CdcReplicator.Applier;
using CdcReplicator.ChangeLog;
using CdcReplicator.Cli;
using CdcReplicator.Cluster;
using CdcReplicator.Nodes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcReplicator.Bench;

/// <summary>One applier, as <c>run</c> composes it, until its node has reached an end.</summary>
internal static class DrainRun
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    /// <summary>Runs it.</summary>
    /// <exception cref="ReplicationException">The node failed or halted.</exception>
    public static async Task<DrainReport> RunAsync(
        RunPlan plan,
        long end,
        int? databaseProcess,
        bool keepsPosition,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        ILoggerFactory loggers = NullLoggerFactory.Instance;
        await using var log = await ChangeLogFactory.OpenAsync(
            plan.Log,
            plan.Options.ChangeLog with
            {
                CreateIfMissing = false,
            },
            time,
            loggers,
            cancellationToken
        );
        var decoder = RecordDecoders.For(plan.Options, SchemaRegistries.For(plan.Options, log, time), time);
        var meter = new DrainMeter(end, databaseProcess, time);

        // The rows it may have are the workload's first ones, which the log goes on from.
        var options = plan.Nodes[0] with
        {
            RowsWithoutPosition = RowsWithoutPosition.Apply,
        };
        await using var node = new WatchedNode(NodeFactory.Create(options, loggers, time), meter, keepsPosition);
        await using var worker = new ApplierWorker(
            new WatchedLog(log, meter),
            decoder,
            node,
            plan.Options.Applier,
            time,
            loggers
        );
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = worker.RunAsync(stop.Token);
        try
        {
            while (await Task.WhenAny(meter.Finished, running, Task.Delay(Look, time, stop.Token)) != meter.Finished)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await LookAsync(log, node.Id, meter, end, time, cancellationToken);
            }

            return await meter.Finished;
        }
        finally
        {
            await stop.CancelAsync();
            await running;
        }
    }

    private static async Task LookAsync(
        IChangeLog log,
        string nodeId,
        DrainMeter meter,
        long end,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        BenchProgress.Say(
            string.Create(CultureInfo.InvariantCulture, $"  {meter.RestartOffset:N0} of {end:N0} records applied")
        );
        var members = await new MemberStore(log.Metadata, time).ReadAsync(cancellationToken);
        // A prepared log also remembers the nodes of earlier runs.
        var self = members.FirstOrDefault(member => member.IsAlive && member.Status.NodeId == nodeId);
        if (self is { Status: { State: NodeState.Halted or NodeState.Failed } status })
        {
            throw new ReplicationException(
                $"The node is {status.State}: {status.Reason}",
                "A benchmark needs a node that applies everything; read the reason."
            );
        }
    }
}
