using System.Globalization;
using CdcReplicator.ChangeLog;
using CdcReplicator.Cli;
using CdcReplicator.Cluster;
using CdcReplicator.Lifecycle;

namespace CdcReplicator.Bench;

/// <summary>
/// <c>bench outage</c> from beginning to end: three nodes under a steady load. One is killed, misses a backlog and
/// comes back. What do writers and the other nodes notice?
/// </summary>
internal sealed class OutageRun(OutageOptions options, TimeProvider time)
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan VerifyTimeout = TimeSpan.FromMinutes(5);

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var folder = new CommandFolder("cdc-bench-", options.Keep);
        var demo = new QuickstartOptions { Log = options.Log, Nodes = options.Node };
        await using var servers = await DemoServers.StartAsync(
            demo,
            folder.Path,
            BenchProgress.Say,
            time,
            cancellationToken
        );
        await using var connection = await ClusterOpening.OpenAsync(
            new ReplicatorOptions { Log = servers.LogUri },
            createIfMissing: true,
            time,
            cancellationToken
        );
        await using var appliers = await DemoAppliers.StartAsync(folder.Appliers, servers, cancellationToken);
        await using var cluster = await CdcCluster.ConnectAsync(
            servers.LogUri,
            clock: time,
            cancellationToken: cancellationToken
        );
        await appliers.WaitUntilActiveAsync(cluster, connection.Log, time, cancellationToken);
        var writes = new OutageWrites(cluster, options, time);
        var samples = await MeasureAsync(servers, appliers, connection.Log, writes, cancellationToken);
        var identical = await CompareAsync(servers, connection, writes.Rows, cancellationToken);
        var report = OutageReport.Of(options, samples, identical, RunConditions.Now(time));
        OutageTable.Print(report);
        await BenchJson.WriteAsync(options.Json, report, BenchJson.Default.OutageReport, cancellationToken);
        return identical && report.FailedWrites == 0 ? ExitCodes.Success : ExitCodes.NotHealthy;
    }

    private async Task<IReadOnlyList<OutageSample>> MeasureAsync(
        DemoServers servers,
        DemoAppliers appliers,
        IChangeLog log,
        OutageWrites writes,
        CancellationToken cancellationToken
    )
    {
        var meter = new OutageMeter(time);
        var others = servers.Nodes.SkipLast(1).Select(node => new OthersLag(node, time)).ToList();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var work = Task.WhenAll([
            writes.WriteSteadilyAsync(
                () => meter,
                (sequence, at) => others.ForEach(other => other.Await(sequence, at)),
                stop.Token
            ),
            .. others.Select(other => other.WatchAsync(() => meter, stop.Token)),
        ]);
        var samples = new List<OutageSample>();
        await Task.Delay(WarmUp, time, cancellationToken);
        for (var round = 1; round <= options.Rounds; round++)
        {
            BenchProgress.Say($"Round {round} of {options.Rounds}: all nodes live ...");
            meter = new OutageMeter(time);
            samples.Add(await RoundAsync(meter, appliers, log, writes, servers.Nodes[^1].Id, cancellationToken));
        }

        await stop.CancelAsync();
        await work;
        return samples;
    }

    private async Task<OutageSample> RoundAsync(
        OutageMeter meter,
        DemoAppliers appliers,
        IChangeLog log,
        OutageWrites writes,
        string victim,
        CancellationToken cancellationToken
    )
    {
        var length = TimeSpan.FromSeconds(options.Seconds);
        meter.Phase = OutagePhase.Before;
        await Task.Delay(length, time, cancellationToken);
        meter.Phase = OutagePhase.Between;
        await appliers.Victim.KillAsync();
        BenchProgress.Say($"  '{victim}' is dead; writing {options.Backlog:N0} changes ...");
        await writes.WriteBacklogAsync(cancellationToken);
        await UntilLevelAsync(log, node => node != victim, cancellationToken);

        BenchProgress.Say($"  one node dead ...");
        meter.Phase = OutagePhase.Dead;
        await Task.Delay(length, time, cancellationToken);

        var members = await new MemberStore(log.Metadata, time).ReadAsync(cancellationToken);
        var stood = members.Single(member => member.Status.NodeId == victim).Status.RestartOffset;
        var backlog = (await log.GetBoundsAsync(cancellationToken)).EndOffset - stood;
        BenchProgress.Say($"  '{victim}' comes back ...");
        meter.Phase = OutagePhase.CatchingUp;
        var returned = time.GetTimestamp();
        await appliers.Victim.StartAsync();
        await UntilLevelAsync(log, node => node == victim, cancellationToken);
        var catchUp = time.GetElapsedTime(returned);
        if (length > catchUp)
        {
            await Task.Delay(length - catchUp, time, cancellationToken);
        }

        meter.Phase = OutagePhase.Between;
        return meter.Sample(backlog, catchUp);
    }

    /// <summary>Until nodes have applied all that is in the log now.</summary>
    private async Task UntilLevelAsync(IChangeLog log, Func<string, bool> which, CancellationToken cancellationToken)
    {
        var end = (await log.GetBoundsAsync(cancellationToken)).EndOffset;
        var members = new MemberStore(log.Metadata, time);
        while (
            (await members.ReadAsync(cancellationToken)).Any(member =>
                which(member.Status.NodeId) && member.Status.LastAppliedSequence < end - 1
            )
        )
        {
            await Task.Delay(Look, time, cancellationToken);
        }
    }

    private async Task<bool> CompareAsync(
        DemoServers servers,
        ClusterConnection connection,
        long rows,
        CancellationToken cancellationToken
    )
    {
        BenchProgress.Say("Comparing the nodes ...");
        var asking = new CheckpointAsking(connection, VerifyTimeout, time);
        var comparison = await new Verifier(connection, asking, time).CompareAsync(trusted: null, cancellationToken);
        foreach (var problem in comparison.Problems.Concat(comparison.Differences.Select(found => $"{found}")))
        {
            BenchProgress.Say(problem);
        }

        var complete = true;
        foreach (var node in servers.Nodes)
        {
            var found = await CountAsync(node, cancellationToken);
            if (found != rows)
            {
                complete = false;
                BenchProgress.Say(
                    string.Create(CultureInfo.InvariantCulture, $"Node {node.Id} has {found:N0} of {rows:N0} rows.")
                );
            }
        }

        return complete && comparison.Identical && comparison.Nodes.Count == servers.Nodes.Count;
    }

    private static async Task<long> CountAsync(DemoNode node, CancellationToken cancellationToken)
    {
        await using var connection = node.CreateConnection();
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM {DemoSchema.Accounts}";
        command.CommandTimeout = 0;
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
    }
}
