using System.Globalization;
using CdcReplicator.Cli;

namespace CdcReplicator.Bench;

/// <summary>
/// <c>bench catch-up</c> from beginning to end. Whatever happens, no server is left running, and nothing on disk unless
/// asked for.
/// </summary>
internal sealed class CatchUpRun(CatchUpOptions options, TimeProvider time)
{
    private readonly List<RunSample> _samples = [];
    private readonly List<RunSample> _baseline = [];

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var workload = WorkloadCatalog.Create(options.Workload, options.Seed, options.Scale);
        BenchProgress.Say($"Workload {workload.Name}, seed {options.Seed}.");
        using var folder = new CommandFolder("cdc-bench-", options.Keep);
        await using var servers = new BenchServers(folder.Path, time);
        var final = new FinalState(workload, options.Transactions);
        var party = new CatchUpParty(options, workload, final, servers, folder, time);
        var (ours, baseline) = await party.GatherAsync(cancellationToken);
        await MeasureAsync(ours, baseline, final.Changes, cancellationToken);

        var report = CatchUpFigures.Report(options, final.Changes, _samples, _baseline, RunConditions.Now(time));
        CatchUpTable.Print(report);
        await BenchJson.WriteAsync(options.Json, report, BenchJson.Default.CatchUpReport, cancellationToken);
        return report.FinalStateEqual ? ExitCodes.Success : ExitCodes.NotHealthy;
    }

    /// <summary>
    /// A, B, A, B: what disturbs the machine for a while disturbs both. The first run that ends wrong is the last.
    /// </summary>
    private async Task MeasureAsync(
        IContender ours,
        IContender? baseline,
        long changes,
        CancellationToken cancellationToken
    )
    {
        for (var pair = 1; pair <= options.Pairs; pair++)
        {
            if (
                !await MeasureAsync(ours, _samples, pair, changes, cancellationToken)
                || (baseline is not null && !await MeasureAsync(baseline, _baseline, pair, changes, cancellationToken))
            )
            {
                return;
            }
        }
    }

    private async Task<bool> MeasureAsync(
        IContender contender,
        List<RunSample> samples,
        int pair,
        long changes,
        CancellationToken cancellationToken
    )
    {
        BenchProgress.Say($"Run {pair} of {options.Pairs}: {contender.Name} ...");
        var sample = await contender.RunAsync(cancellationToken);
        samples.Add(sample);
        BenchProgress.Say(
            string.Create(
                CultureInfo.InvariantCulture,
                $"  {changes / sample.Seconds:N0} changes/s, {sample.Seconds:0.00} s, {sample.CpuSeconds:0.00} CPU s"
            )
        );
        return sample.Differences.Count == 0;
    }
}
