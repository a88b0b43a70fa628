namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>How much happened on a day.</summary>
internal sealed record DayTotals(int Acknowledged, int Refused, int Reads)
{
    /// <summary>A day without a write says nothing.</summary>
    public bool ShowsSomething => Acknowledged > 0;

    public static DayTotals Of(IReadOnlyList<DayEvent> events) =>
        new(
            events.Count(happened => happened is DayEvent.Acknowledged),
            events.Count(happened => happened is DayEvent.Refused),
            events.Count(happened => happened is DayEvent.Read)
        );
}
