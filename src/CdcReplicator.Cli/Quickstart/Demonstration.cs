using CdcReplicator.Cluster;
using CdcReplicator.Lifecycle;

namespace CdcReplicator.Cli;

/// <summary>The workload, the kill, the return, the wait until all are level, and the comparison.</summary>
internal sealed class Demonstration(
    QuickstartOptions options,
    IReadOnlyList<DemoNode> nodes,
    DemoNode? newcomer,
    DemoAppliers appliers,
    CdcCluster cluster,
    ClusterConnection connection,
    TimeProvider time
)
{
    private const int Seed = 1;
    private static readonly TimeSpan VerifyTimeout = TimeSpan.FromSeconds(60);

    private readonly Branches _branches = Branches.Create(options.Rate, Seed);
    private readonly WriteGapMeter _gaps = new(time);
    private readonly IReadOnlyList<DemoNode> _all = newcomer is null ? nodes : [.. nodes, newcomer];
    private readonly ReadLoad _reads = new(cluster, newcomer is null ? nodes : [.. nodes, newcomer], time);

    public async Task<QuickstartReport> RunAsync(CancellationToken cancellationToken)
    {
        Console.WriteLine("Waiting for the three appliers ...");
        await appliers.WaitUntilActiveAsync(cluster, connection.Log, time, cancellationToken);
        await _branches.OpenAsync(cluster, _gaps, cancellationToken);
        var tellers = _branches.Hire(cluster, options.Rate, _gaps, time);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var start = time.GetTimestamp();
        var work = Task.WhenAll([
            .. tellers.Select(teller => teller.WorkAsync(stop.Token)),
            _reads.WorkAsync(stop.Token),
        ]);
        var screen = new DemoScreen(new LiveTable(cluster, connection.Log, _all, _reads, time), time);
        var written = () => tellers.Sum(teller => teller.Committed);
        var third = TimeSpan.FromSeconds(options.Seconds / 3.0);

        await screen.ShowAsync("all nodes live", written, work, third, cancellationToken);
        await appliers.Victim.KillAsync();
        _gaps.Enter(WritePhase.NodeDead);
        await screen.ShowAsync("applier c killed with SIGKILL", written, work, third, cancellationToken);

        var backlog = await BacklogAsync(cancellationToken);
        var killed = Victim().Status.ApplierId;
        _gaps.Enter(WritePhase.CatchingUp);
        var returned = time.GetTimestamp();
        await appliers.Victim.StartAsync();
        var level = MeasureCatchUpAsync(killed, returned, cancellationToken);
        await screen.ShowAsync("applier c is back", written, work, third, cancellationToken);
        var joining = await JoinAsync(screen, written, work, third, cancellationToken);
        await stop.CancelAsync();
        await work;
        var seconds = time.GetElapsedTime(start).TotalSeconds;

        Console.WriteLine("Writers have stopped; waiting until all nodes are level ...");
        var catchUp = await level;
        var asking = new CheckpointAsking(connection, VerifyTimeout, time);
        var comparison = await new Verifier(connection, asking, time).CompareAsync(trusted: null, cancellationToken);
        return new QuickstartReport
        {
            Log = options.Log,
            Nodes = options.Nodes,
            Seconds = Math.Round(seconds, 1),
            NodesIdentical = comparison.Identical && comparison.Nodes.Count == _all.Count,
            Transactions = written(),
            Rejected = await RejectedAsync(cancellationToken),
            TransactionsPerSecond = Math.Round(written() / seconds, 1),
            LongestWriteGapMs = _gaps.Report(_branches.IntervalAt(options.Rate)),
            LongestWriteGapExactMs = _gaps.Report(WriteGapMeter.ExactResolution),
            WriteGapResolutionMs = _branches.IntervalAt(options.Rate).TotalMilliseconds,
            CatchUpSeconds = Math.Round(catchUp.TotalSeconds, 2),
            BacklogAtRestart = backlog,
            JoinSeconds = joining is { } took ? Math.Round(took.TotalSeconds, 2) : null,
            TotalBalanceExpected = _branches.Total,
            TotalBalancePerNode = await BalancesAsync(cancellationToken),
            Differences = [.. comparison.Problems, .. comparison.Differences],
        };
    }

    /// <summary>A node with an empty database joins while writers and readers go on; how long it took.</summary>
    private async Task<TimeSpan?> JoinAsync(
        DemoScreen screen,
        Func<long> written,
        Task work,
        TimeSpan shown,
        CancellationToken cancellationToken
    )
    {
        if (newcomer is null)
        {
            return null;
        }

        var began = time.GetTimestamp();
        var joining = appliers.JoinAsync(newcomer.Id, cluster, cancellationToken);
        do
        {
            await screen.ShowAsync(
                $"node {newcomer.Id} joins with an empty database",
                written,
                work,
                shown,
                cancellationToken
            );
        } while (!joining.IsCompleted);

        await joining;
        return time.GetElapsedTime(began);
    }

    private async Task<long> BacklogAsync(CancellationToken cancellationToken)
    {
        var bounds = await connection.Log.GetBoundsAsync(cancellationToken);
        return bounds.EndOffset - Victim().Status.RestartOffset;
    }

    /// <summary>Until the node that came back is level with the slower of those that never left.</summary>
    private async Task<TimeSpan> MeasureCatchUpAsync(
        string killedApplier,
        long returned,
        CancellationToken cancellationToken
    )
    {
        await foreach (var members in cluster.WatchMembersAsync(cancellationToken))
        {
            var victim = VictimOf(members);
            // What the killed applier said last may still look alive; only its successor knows where the node is.
            if (victim.IsAlive && victim.Status.ApplierId != killedApplier && IsLevel(victim.Status))
            {
                return time.GetElapsedTime(returned);
            }
        }

        throw new InvalidOperationException("Members are watched until somebody cancels it.");
    }

    private bool IsLevel(MemberStatus victim) =>
        victim.State == NodeState.Active
        && cluster.Members.Any(other =>
            other.Status.NodeId != victim.NodeId && other.Status.LastAppliedSequence <= victim.LastAppliedSequence
        );

    private MemberView Victim() => VictimOf(cluster.Members);

    private MemberView VictimOf(IReadOnlyList<MemberView> members) =>
        members.Single(member => member.Status.NodeId == nodes[^1].Id);

    private async Task<long> RejectedAsync(CancellationToken cancellationToken) =>
        await new RejectionStore(connection.Log.Metadata).CountAsync(cancellationToken);

    private async Task<IReadOnlyDictionary<string, long>> BalancesAsync(CancellationToken cancellationToken)
    {
        var totals = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var node in _all)
        {
            totals[node.Id] = await node.TotalBalanceAsync(cancellationToken);
        }

        return totals;
    }
}
