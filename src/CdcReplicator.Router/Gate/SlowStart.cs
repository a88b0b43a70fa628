namespace CdcReplicator.Router;

/// <summary>How far a node that has returned counts as warm.</summary>
internal static class SlowStart
{
    /// <summary>
    /// What a node has that returned this moment: a tenth, so that it gets some reads under load and warms up.
    /// </summary>
    public const double Coldest = 0.1;

    /// <summary>From <see cref="Coldest"/> to 1, in a straight line over the time given.</summary>
    public static double Warmth(long serving, long slowStart) =>
        serving >= slowStart ? 1 : Math.Max(Coldest, (double)serving / slowStart);
}
