using CdcReplicator.ChangeLog;
using CdcReplicator.Cli;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcReplicator.Bench;

/// <summary>
/// <c>bench balance</c> from beginning to end: contenders take turns in each case, so that what disturbs the machine
/// disturbs all.
/// </summary>
internal sealed class BalanceRun(BalanceOptions options, TimeProvider time)
{
    private const int Nodes = 3;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(1);

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        BenchProgress.Say($"Seed {options.Seed}.");
        using var folder = new CommandFolder("cdc-bench-", keep: false);
        await using var log = await ChangeLogFactory.OpenAsync(
            ChangeLogUri.Parse($"embedded:{Path.Combine(folder.Path, "log.db")}"),
            new ChangeLogOptions(),
            time,
            NullLoggerFactory.Instance,
            cancellationToken
        );
        await using var servers = new BalanceServers(folder.Path, time);
        var nodes = await servers.StartAsync(Nodes, cancellationToken);
        var stage = new BalanceStage(nodes, time);
        var figures = new List<BalanceFigures>();
        foreach (var name in options.Cases)
        {
            var samples = await MeasureAsync(name, stage, () => Contenders(log, nodes), cancellationToken);
            var ours = samples[RouterContender.Title];
            figures.AddRange(samples.Select(pair => BalanceFigures.Of(name, pair.Key, pair.Value, ours)));
        }

        var report = new BalanceReport
        {
            Readers = options.Readers,
            Seconds = options.Seconds,
            Rounds = options.Rounds,
            Seed = options.Seed,
            Figures = figures,
            Conditions = RunConditions.Now(time),
        };
        BalanceTable.Print(report);
        await BenchJson.WriteAsync(options.Json, report, BenchJson.Default.BalanceReport, cancellationToken);
        return ExitCodes.Success;
    }

    private async Task<OrderedDictionary<string, List<BalanceSample>>> MeasureAsync(
        string name,
        BalanceStage stage,
        Func<IReadOnlyList<IReadContender>> contenders,
        CancellationToken cancellationToken
    )
    {
        var samples = new OrderedDictionary<string, List<BalanceSample>>();
        for (var round = 1; round <= options.Rounds; round++)
        {
            foreach (var contender in Turns.Of(round - 1, contenders()))
            {
                BenchProgress.Say($"{name}, round {round} of {options.Rounds}: {contender.Name} ...");
                await using (contender)
                {
                    var sample = await TakeTurnAsync(name, stage, contender, cancellationToken);
                    samples.TryAdd(contender.Name, []);
                    samples[contender.Name].Add(sample);
                }
            }
        }

        return samples;
    }

    private async Task<BalanceSample> TakeTurnAsync(
        string name,
        BalanceStage stage,
        IReadContender contender,
        CancellationToken cancellationToken
    )
    {
        await stage.SetAsync(name, cancellationToken);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var beating = BeatAsync(contender, stop.Token);
        // Connections are made and code is compiled before it counts.
        await new BalanceLoad(options.Readers, WarmUp, time).RunAsync(contender, cancellationToken);
        var length = TimeSpan.FromSeconds(options.Seconds);
        var playing = stage.PlayAsync(name, length, contender.MembersChanged, cancellationToken);
        var sample = await new BalanceLoad(options.Readers, length, time).RunAsync(contender, cancellationToken);
        await playing;
        await stop.CancelAsync();
        await beating;
        return sample;
    }

    private async Task BeatAsync(IReadContender contender, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Heartbeat, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                contender.MembersChanged();
            }
        }
        catch (OperationCanceledException)
        {
            // The turn is over.
        }
    }

    private IReadOnlyList<IReadContender> Contenders(IChangeLog log, IReadOnlyList<BalanceNode> nodes) =>
        [
            new RouterContender(log, nodes, time),
            new PlainContender(nodes, new RoundRobinRule(), time),
            new PlainContender(nodes, new LeastInFlightRule(nodes.Count, new Random(options.Seed)), time),
            new PlainContender(nodes, new PeakEwmaRule(nodes.Count, new Random(options.Seed), time), time),
            new MultiHostContender(nodes),
        ];
}
