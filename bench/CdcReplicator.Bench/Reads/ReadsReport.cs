namespace CdcReplicator.Bench;

/// <summary>What <c>bench reads</c> found, for machines. Medians over rounds unless said.</summary>
internal sealed record ReadsReport
{
    public required string Log { get; init; }

    public required string Node { get; init; }

    public required int Sessions { get; init; }

    public required int ThinkMs { get; init; }

    public required int Seconds { get; init; }

    public required int Rounds { get; init; }

    public required int Seed { get; init; }

    /// <summary>Share of session reads that no node had to be waited for, 0 to 1.</summary>
    public required double SessionWithoutWaiting { get; init; }

    public required double SessionP50Ms { get; init; }

    public required double SessionP99Ms { get; init; }

    public required double AnyP50Ms { get; init; }

    public required double AnyP99Ms { get; init; }

    /// <summary>Session's p99 by any's, round by round: median, least, most.</summary>
    public required double P99RatioMedian { get; init; }

    public required double P99RatioMin { get; init; }

    public required double P99RatioMax { get; init; }

    /// <summary>The same of the session reads that no node had to be waited for, by all of any's: median.</summary>
    public required double ServedP99RatioMedian { get; init; }

    /// <summary>Session reads of all rounds that did not show the session's last write; must be 0.</summary>
    public required long SessionStale { get; init; }

    /// <summary>The same of level any, where they are allowed.</summary>
    public required long AnyStale { get; init; }

    public required IReadOnlyList<ReadsSample> SessionSamples { get; init; }

    public required IReadOnlyList<ReadsSample> AnySamples { get; init; }

    public required RunConditions Conditions { get; init; }

    /// <summary>The report of as many rounds of each.</summary>
    public static ReadsReport Of(
        ReadsOptions options,
        IReadOnlyList<ReadsSample> session,
        IReadOnlyList<ReadsSample> any,
        RunConditions conditions
    )
    {
        var ratio = RatioSpread.Of(session.Zip(any, (own, other) => own.P99Ms / other.P99Ms))!.Value;
        var served = RatioSpread.Of(session.Zip(any, (own, other) => own.ServedP99Ms / other.P99Ms))!.Value;
        return new ReadsReport
        {
            Log = options.Log,
            Node = options.Node,
            Sessions = options.Sessions,
            ThinkMs = options.ThinkMilliseconds,
            Seconds = options.Seconds,
            Rounds = options.Rounds,
            Seed = options.Seed,
            SessionWithoutWaiting = Median(session, sample => sample.WithoutWaiting, digits: 4),
            SessionP50Ms = Median(session, sample => sample.P50Ms, digits: 2),
            SessionP99Ms = Median(session, sample => sample.P99Ms, digits: 2),
            AnyP50Ms = Median(any, sample => sample.P50Ms, digits: 2),
            AnyP99Ms = Median(any, sample => sample.P99Ms, digits: 2),
            P99RatioMedian = ratio.Median,
            P99RatioMin = ratio.Min,
            P99RatioMax = ratio.Max,
            ServedP99RatioMedian = served.Median,
            SessionStale = session.Sum(sample => sample.Stale),
            AnyStale = any.Sum(sample => sample.Stale),
            SessionSamples = session,
            AnySamples = any,
            Conditions = conditions,
        };
    }

    private static double Median(IEnumerable<ReadsSample> samples, Func<ReadsSample, double> figure, int digits) =>
        Math.Round(SampleStatistics.Median(samples.Select(figure)), digits);
}
