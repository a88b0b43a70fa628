namespace CdcReplicator.Router;

/// <summary>
/// Whether a node is within the lag limit, with hysteresis: one that fell out comes back well below the limit or after
/// it has kept within it for a while, so that a node that hovers around the limit does not come and go. A pure function
/// of the one before.
/// </summary>
/// <param name="IsWithin">Whether it counts as within.</param>
/// <param name="KeptSince">
/// Timestamp from which one that fell out has kept within the limit; null if it does not.
/// </param>
internal readonly record struct LagStanding(bool IsWithin, long? KeptSince)
{
    /// <param name="last">The standing before; null at first sight.</param>
    /// <param name="lag">Records behind; <see cref="long.MaxValue"/> if unknown, which is beyond every limit.</param>
    /// <param name="options">Limit and hysteresis.</param>
    /// <param name="now">Timestamp.</param>
    /// <param name="ticksPerSecond">Of timestamps.</param>
    public static LagStanding Next(LagStanding? last, long lag, RoutingOptions options, long now, long ticksPerSecond)
    {
        if (lag == long.MaxValue || lag > options.LagLimit)
        {
            return new LagStanding(false, null);
        }

        if (last is not { IsWithin: false } fallen || lag <= options.LagLimit * options.ReadmitBelow)
        {
            return new LagStanding(true, null);
        }

        var since = fallen.KeptSince ?? now;
        return now - since >= options.ReadmitAfter.TotalSeconds * ticksPerSecond
            ? new LagStanding(true, null)
            : new LagStanding(false, since);
    }
}
