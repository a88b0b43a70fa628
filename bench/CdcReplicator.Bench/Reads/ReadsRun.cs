using CdcReplicator.ChangeLog;
using CdcReplicator.Cli;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcReplicator.Bench;

/// <summary>
/// <c>bench reads</c> from beginning to end: a cluster of three nodes, and users whose reads are of one level and of
/// the other in turn.
/// </summary>
internal sealed class ReadsRun(ReadsOptions options, TimeProvider time)
{
    private const double Median = 0.5;
    private const double Tail = 0.99;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        BenchProgress.Say($"Seed {options.Seed}.");
        using var folder = new CommandFolder("cdc-bench-", options.Keep);
        var demo = new QuickstartOptions { Log = options.Log, Nodes = options.Node };
        await using var servers = await DemoServers.StartAsync(
            demo,
            folder.Path,
            BenchProgress.Say,
            time,
            cancellationToken
        );
        await using var appliers = await DemoAppliers.StartAsync(folder.Appliers, servers, cancellationToken);
        var uri = ChangeLogUri.Parse(servers.LogUri);
        var log = await ChangeLogFactory.OpenAsync(
            uri,
            new ChangeLogOptions(),
            time,
            NullLoggerFactory.Instance,
            cancellationToken
        );
        await using var cluster = await CdcCluster.ConnectAsync(
            log,
            uri.Cluster,
            new CdcClusterOptions { NodeCredentials = new Dictionary<string, string>(servers.Credentials) },
            NullLoggerFactory.Instance,
            time,
            cancellationToken
        );
        await appliers.WaitUntilActiveAsync(cluster, log, time, cancellationToken);
        var report = await MeasureAsync(cluster, cancellationToken);
        ReadsTable.Print(report);
        await BenchJson.WriteAsync(options.Json, report, BenchJson.Default.ReadsReport, cancellationToken);
        return report.SessionStale == 0 ? ExitCodes.Success : ExitCodes.NotHealthy;
    }

    private async Task<ReadsReport> MeasureAsync(CdcCluster cluster, CancellationToken cancellationToken)
    {
        using var waits = new ReadWaits();
        var users = Enumerable
            .Range(1, options.Sessions)
            .Select(number => new ReadsUser(cluster, number, waits, options, time))
            .ToList();
        await Task.WhenAll(users.Select(user => user.CreateAsync(cancellationToken)));
        ReadLevel[] levels = [ReadLevel.Session, ReadLevel.Any];
        foreach (var level in levels)
        {
            await TakeTurnAsync(users, level, WarmUp, cancellationToken);
        }

        var session = new List<ReadsSample>();
        var any = new List<ReadsSample>();
        var length = TimeSpan.FromSeconds(options.Seconds);
        for (var round = 1; round <= options.Rounds; round++)
        {
            BenchProgress.Say($"Round {round} of {options.Rounds} ...");
            foreach (var level in Turns.Of(round - 1, levels))
            {
                var samples = level == ReadLevel.Session ? session : any;
                samples.Add(await TakeTurnAsync(users, level, length, cancellationToken));
            }
        }

        return ReadsReport.Of(options, session, any, RunConditions.Now(time));
    }

    private static async Task<ReadsSample> TakeTurnAsync(
        IReadOnlyList<ReadsUser> users,
        ReadLevel level,
        TimeSpan length,
        CancellationToken cancellationToken
    )
    {
        await Task.WhenAll(users.Select(user => Task.Run(() => user.WorkAsync(level, length, cancellationToken))));
        var reads = users.SelectMany(user => user.Reads).OrderBy(read => read.Milliseconds).ToList();
        double[] all = [.. reads.Select(read => read.Milliseconds)];
        double[] served = [.. reads.Where(read => !read.HasWaited).Select(read => read.Milliseconds)];
        return new ReadsSample(
            all.Length,
            served.Length / (double)all.Length,
            users.Sum(user => user.Stale),
            SampleStatistics.Percentile(all, Median),
            SampleStatistics.Percentile(all, Tail),
            SampleStatistics.Percentile(served, Tail)
        );
    }
}
