namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>What happens on a day, by its seed.</summary>
internal sealed class DayPlan(int seed)
{
    private const int MostThings = 4;

    /// <summary>On one of so many days somebody recreates the topic in the end.</summary>
    private const int DaysUntilReplaced = 4;

    private static readonly Func<IOrdinaryThing>[] All =
    [
        () => new RollingAlter(),
        () => new AlterWhileAway(),
        () => new RowsByHand(),
        () => new RowMissedAtOnce(),
        () => new TableEmptied(),
        () => new FileSwapped(),
        () => new LogMovedAway(),
        () => new LogFull(),
        () => new ClockJumps(),
        () => new ClockAheadWhileAway(),
        () => new CutTogether(),
        () => new NameComesAndGoes(),
        () => new ApplierRestarts(),
        () => new RightTakenAndGiven(),
        () => new ClientsComeAndGo(),
    ];

    public int Seed => seed;

    /// <summary>What happens, and what happens in the end and cannot be put right.</summary>
    public (IReadOnlyList<IOrdinaryThing> Things, IOrdinaryThing? Evening) Choose(Day day)
    {
        var random = new Random(seed);
        var things = Enumerable
            .Range(0, random.Next(2, MostThings + 1))
            .Select(_ => AnyThatCanHappen(day, random))
            .Prepend(new RowsArrive())
            .ToList();
        var replaced = new TopicRecreated();
        return (things, replaced.CanHappen(day) && random.Next(DaysUntilReplaced) == 0 ? replaced : null);
    }

    public override string ToString() => $"CDC_SEED={seed}";

    private static IOrdinaryThing AnyThatCanHappen(Day day, Random random)
    {
        var possible = All.Select(make => make()).Where(thing => thing.CanHappen(day)).ToArray();
        return possible[random.Next(possible.Length)];
    }
}
