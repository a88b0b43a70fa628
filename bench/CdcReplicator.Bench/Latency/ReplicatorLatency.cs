using CdcReplicator.ChangeLog;
using CdcReplicator.Cli;
using CdcReplicator.Cluster;
using CdcReplicator.LocalServers;

namespace CdcReplicator.Bench;

/// <summary>Rows appended to the log, awaited on a node whose applier is a process of its own.</summary>
internal sealed class ReplicatorLatency(LatencyOptions options, LatencyTarget target, BenchLogs logs, TimeProvider time)
{
    private const string NodeId = "node";
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    public async Task<IReadOnlyList<LatencySample>> MeasureAsync(
        string folder,
        InsertWorkload workload,
        long transactions,
        CancellationToken cancellationToken
    )
    {
        var node = await target.CreateNodeAsync(NodeId, cancellationToken);
        var uri = await logs.UriOfAsync("latency", cancellationToken);
        await using var log = await logs.OpenAsync(uri, cancellationToken);
        await using var applier = ReplicatorProcess.Applier(folder, uri, node);
        await applier.StartAsync();
        await WaitUntilActiveAsync(log, applier, cancellationToken);

        var records = new LogTransactions(new MetadataSchemaRegistry(log.Metadata), options.Checked, time);
        await using var rows = await target.WatchNodeAsync(cancellationToken);
        var watch = new VisibilityWatch(rows, time);
        await new PacedWrites(options.Rate, time).RunAsync(
            workload.Transactions(transactions),
            async (number, transaction) =>
                await log.AppendAsync(
                    await records.EncodeAsync(number, transaction, cancellationToken),
                    CancellationToken.None
                ),
            watch,
            cancellationToken
        );
        return await watch.EndAsync();
    }

    private async Task WaitUntilActiveAsync(
        IChangeLog log,
        ReplicatorProcess applier,
        CancellationToken cancellationToken
    )
    {
        var members = new MemberStore(log.Metadata, time);
        var start = time.GetTimestamp();
        while ((await members.ReadAsync(cancellationToken)).All(member => member.Status.State != NodeState.Active))
        {
            if (applier.HasExited || time.GetElapsedTime(start) > StartTimeout)
            {
                throw new LocalServerException(
                    $"The applier did not become active: {applier.LastOutput()}",
                    "Run again with --keep and read its output."
                );
            }

            await Task.Delay(Look, time, cancellationToken);
        }
    }
}
