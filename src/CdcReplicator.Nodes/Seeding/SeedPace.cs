namespace CdcReplicator.Nodes;

/// <summary>How long a worker rests after a chunk, so that the donor is free for others.</summary>
internal static class SeedPace
{
    private const double SlowTimes = 3;
    private const double MostTimes = 10;
    private static readonly TimeSpan Noise = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(1);

    /// <summary>The rest.</summary>
    /// <param name="took">How long the chunk kept the donor busy.</param>
    /// <param name="maxLoad"><see cref="SeedSettings.MaxLoad"/>.</param>
    /// <param name="probe">How long the donor takes for a small question now.</param>
    /// <param name="atFirst">How long it took at the start.</param>
    public static TimeSpan Rest(TimeSpan took, double maxLoad, TimeSpan probe, TimeSpan atFirst)
    {
        if (maxLoad >= 1)
        {
            return TimeSpan.Zero;
        }

        var rest = took * ((1 - maxLoad) / maxLoad);
        var isSlow = probe > atFirst * SlowTimes && probe > atFirst + Noise;
        var times = isSlow ? Math.Min(MostTimes, probe / Max(atFirst, Noise)) : 1;
        return Min(LongestRest, rest * Math.Max(1, times));
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
