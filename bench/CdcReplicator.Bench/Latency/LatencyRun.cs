using CdcReplicator.Cli;

namespace CdcReplicator.Bench;

/// <summary><c>bench latency</c> from beginning to end.</summary>
internal sealed class LatencyRun(LatencyOptions options, TimeProvider time)
{
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var workload = new InsertWorkload(options.Seed);
        var warmUp = options.Rate * options.WarmUpSeconds;
        var transactions = warmUp + ((long)options.Rate * options.Seconds);
        using var folder = new CommandFolder("cdc-bench-", options.Keep);
        await using var servers = new BenchServers(folder.Path, time);
        PostgresBench? target = null;
        if (options.Node == BenchChoices.Postgres)
        {
            target = await servers.StartTargetAsync(cancellationToken);
            await target.PrepareAsync(workload, cancellationToken);
        }

        BenchProgress.Say(
            $"Measuring {options.Rate} transactions/s for {options.Seconds} s after {options.WarmUpSeconds} s of "
                + "warm-up: ours ..."
        );
        var ours = await new ReplicatorLatency(
            options,
            new LatencyTarget(target, folder.Path, workload),
            new BenchLogs(servers, folder.Path, options.Log, time),
            time
        ).MeasureAsync(folder.Appliers, workload, transactions, cancellationToken);
        LatencyFigures? native = null;
        if (options.Native)
        {
            var publisher = await servers.StartPublisherAsync(cancellationToken);
            await publisher.PrepareAsync(workload, cancellationToken);
            BenchProgress.Say("Measuring PostgreSQL's own replication ...");
            var samples = await new NativeLatency(publisher, target!, workload, time).MeasureAsync(
                options.Rate,
                transactions,
                cancellationToken
            );
            native = new LatencyFigures(samples, warmUp);
        }

        var report = Report(new LatencyFigures(ours, warmUp), native);
        LatencyTable.Print(report);
        await BenchJson.WriteAsync(options.Json, report, BenchJson.Default.LatencyReport, cancellationToken);
        return ExitCodes.Success;
    }

    private LatencyReport Report(LatencyFigures ours, LatencyFigures? native) =>
        new()
        {
            Workload = "insert",
            Log = options.Log,
            Node = options.Node,
            Checked = options.Checked,
            Seed = options.Seed,
            Rate = options.Rate,
            Seconds = options.Seconds,
            WarmUpSeconds = options.WarmUpSeconds,
            Transactions = ours.Count,
            P50Ms = ours.P50,
            P99Ms = ours.P99,
            P999Ms = ours.P999,
            MaxMs = ours.Max,
            AcknowledgeP50Ms = ours.AcknowledgeP50,
            Baseline = native is null ? null : BenchChoices.Native,
            BaselineP50Ms = native?.P50,
            BaselineP99Ms = native?.P99,
            BaselineP999Ms = native?.P999,
            BaselineMaxMs = native?.Max,
            BaselineAcknowledgeP50Ms = native?.AcknowledgeP50,
            ObservedBy = VisibilityWatch.How,
            Conditions = RunConditions.Now(time),
        };
}
