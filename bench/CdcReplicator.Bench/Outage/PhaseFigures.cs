namespace CdcReplicator.Bench;

/// <summary>One figure for each measured phase, in ms.</summary>
internal sealed record PhaseFigures(double Before, double Dead, double CatchingUp)
{
    private const int Digits = 2;

    /// <summary>The medians over rounds.</summary>
    public static PhaseFigures MedianOf(IReadOnlyCollection<PhaseFigures> rounds) =>
        new(
            Median(rounds, round => round.Before),
            Median(rounds, round => round.Dead),
            Median(rounds, round => round.CatchingUp)
        );

    /// <summary>One figure of each phase.</summary>
    public static PhaseFigures Of(Func<OutagePhase, double> figure) =>
        new(Round(figure(OutagePhase.Before)), Round(figure(OutagePhase.Dead)), Round(figure(OutagePhase.CatchingUp)));

    private static double Median(IReadOnlyCollection<PhaseFigures> rounds, Func<PhaseFigures, double> figure) =>
        Round(SampleStatistics.Median(rounds.Select(figure)));

    private static double Round(double milliseconds) => Math.Round(milliseconds, Digits);
}
