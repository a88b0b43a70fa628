namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>A fault of the past, and a day that it spoils.</summary>
/// <param name="Name">Its line in the list of faults, and what it was.</param>
/// <param name="Bug">Brings it back.</param>
/// <param name="Breaks">The rule by which it is caught.</param>
/// <param name="Things">What happens on the day.</param>
internal sealed record PlantedDay(
    string Name,
    Func<PlantedBug> Bug,
    DayRule Breaks,
    params Func<IOrdinaryThing>[] Things
)
{
    public static IReadOnlyList<PlantedDay> All { get; } =
    [
        new("A1 lack is a verdict", () => new LackIsAVerdict(), DayRule.GoesOn, () => new AlterWhileAway()),
        new(
            "A2 verdicts not compared",
            () => new VerdictsNotCompared(),
            DayRule.NothingLost,
            () => new RowMissedAtOnce()
        )
        {
            Compares = false,
        },
        new("A3 catalog read once", () => new CatalogReadOnce(), DayRule.GoesOn, () => new RollingAlter()),
        new(
            "A4 emptied table accepted",
            () => new EmptiedTableAccepted(),
            DayRule.NothingLost,
            () => new RowsArrive(),
            () => new TableEmptied()
        )
        {
            Compares = false,
            Updates = false,
        },
        new(
            "B7 retention by the wall clock",
            () => new RetentionByTheWallClock(),
            DayRule.GoesOn,
            () => new ClockAheadWhileAway()
        ),
        new(
            "E20 digests of cut lists",
            () => new DigestsOfCutLists(),
            DayRule.NothingLost,
            () => new NewestRowDeleted()
        )
        {
            Updates = false,
        },
    ];

    /// <summary>Whether somebody compares the nodes in the evening; else they must find out by themselves.</summary>
    public bool Compares { get; init; } = true;

    /// <summary>Whether writers change rows that they wrote before.</summary>
    public bool Updates { get; init; } = true;
}
