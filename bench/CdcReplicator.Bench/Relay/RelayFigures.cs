namespace CdcReplicator.Bench;

/// <summary>Makes a report of samples.</summary>
internal static class RelayFigures
{
    /// <summary>The report; there is a sample of ours for each round and number of clients.</summary>
    public static RelayReport Report(
        RelayBenchOptions options,
        IReadOnlyList<RelaySample> samples,
        RunConditions conditions
    ) =>
        new(
            options.Seconds,
            options.Rounds,
            options.Scale,
            [.. samples.GroupBy(sample => sample.Clients).Select(Case)],
            samples,
            conditions
        );

    private static RelayCase Case(IGrouping<int, RelaySample> samples)
    {
        var ours = samples
            .Where(sample => sample.Contender == RelayContender.Ours)
            .ToDictionary(sample => sample.Round, sample => sample.TransactionsPerSecond);
        return new RelayCase(
            samples.Key,
            [.. samples.GroupBy(sample => sample.Contender).Select(own => Contender(own, ours))]
        );
    }

    private static RelayContenderFigures Contender(IGrouping<string, RelaySample> samples, Dictionary<int, double> ours)
    {
        var ratio =
            samples.Key == RelayContender.Ours
                ? null
                : RatioSpread.Of(samples.Select(sample => ours[sample.Round] / sample.TransactionsPerSecond));
        double[] cpu = [.. samples.Select(sample => sample.CpuMicroseconds).OfType<double>()];
        return new RelayContenderFigures(
            samples.Key,
            Math.Round(SampleStatistics.Median(samples.Select(sample => sample.TransactionsPerSecond)), digits: 1),
            cpu.Length == 0 ? null : Math.Round(SampleStatistics.Median(cpu), digits: 2),
            ratio?.Median,
            ratio?.Min,
            ratio?.Max
        );
    }
}
