namespace CdcReplicator.Bench;

/// <summary>Makes a report of samples.</summary>
internal static class CatchUpFigures
{
    private const double Million = 1_000_000;

    /// <summary>
    /// The report; both sides have at least one sample, and as many as each other if there is a baseline.
    /// </summary>
    public static CatchUpReport Report(
        CatchUpOptions options,
        long changes,
        IReadOnlyList<RunSample> samples,
        IReadOnlyList<RunSample> baseline,
        RunConditions conditions
    )
    {
        IReadOnlyList<string> differences = [.. samples.Concat(baseline).SelectMany(sample => sample.Differences)];
        var pairs = samples.Zip(baseline).ToList();
        var ratio = RatioSpread.Of(pairs.Select(pair => pair.Second.Seconds / pair.First.Seconds));
        var cpu = RatioSpread.Of(pairs.Select(pair => pair.First.CpuSeconds / pair.Second.CpuSeconds));
        return new CatchUpReport
        {
            Workload = options.Workload,
            Log = options.Log,
            Node = options.Node,
            Checked = options.Checked,
            Seed = options.Seed,
            Scale = options.Workload == TpcbWorkload.WorkloadName ? options.Scale : null,
            Transactions = options.LoggedTransactions,
            Changes = changes,
            FinalStateEqual = differences.Count == 0,
            Differences = differences,
            ChangesPerSecond = Rate(changes, samples),
            TransactionsPerSecond = Rate(options.LoggedTransactions, samples),
            ChangesPerSecondWithStart = Round(changes / Median(samples, sample => sample.SecondsWithStart)),
            CpuSecondsPerMillionChanges = PerMillion(changes, samples, sample => sample.CpuSeconds),
            CpuSecondsPerMillionChangesApplier = PerMillion(changes, samples, sample => sample.ApplierCpuSeconds ?? 0),
            CpuSecondsPerMillionChangesDatabase = PerMillion(changes, samples, sample => sample.DatabaseCpuSeconds),
            PeakRssMb = samples.Max(sample => sample.PeakRssMb) is { } peak ? Round(peak) : null,
            AllocatedBytesPerChange = Round(Median(samples, sample => sample.AllocatedBytes ?? 0) / changes),
            Baseline = options.Other,
            Guard = options.Guard,
            BaselineChangesPerSecond = baseline.Count == 0 ? null : Rate(changes, baseline),
            BaselineTransactionsPerSecond = baseline.Count == 0 ? null : Rate(options.LoggedTransactions, baseline),
            BaselineCpuSecondsPerMillionChanges =
                baseline.Count == 0 ? null : PerMillion(changes, baseline, sample => sample.CpuSeconds),
            BaselineCpuSecondsPerMillionChangesPublisher = baseline.Any(sample =>
                sample.PublisherCpuSeconds is not null
            )
                ? PerMillion(changes, baseline, sample => sample.PublisherCpuSeconds ?? 0)
                : null,
            RatioMedian = ratio?.Median,
            RatioMin = ratio?.Min,
            RatioMax = ratio?.Max,
            CpuRatioMedian = cpu?.Median,
            CpuRatioMin = cpu?.Min,
            CpuRatioMax = cpu?.Max,
            Pairs = samples.Count,
            Samples = samples,
            BaselineSamples = baseline,
            Conditions = conditions,
        };
    }

    private static double Rate(long count, IReadOnlyList<RunSample> samples) =>
        Round(count / Median(samples, sample => sample.Seconds));

    private static double PerMillion(long changes, IReadOnlyList<RunSample> samples, Func<RunSample, double> seconds) =>
        Math.Round(Median(samples, seconds) * Million / changes, digits: 3);

    private static double Median(IReadOnlyList<RunSample> samples, Func<RunSample, double> figure) =>
        SampleStatistics.Median(samples.Select(figure));

    private static double Round(double figure) => Math.Round(figure, digits: 1);
}
