using Xunit;
using Xunit.Abstractions;

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
    private const int Seed = 15;

    /// <summary>Names of those that need no server.</summary>
    public static TheoryData<string> Bugs => Of(shape => shape is { IsOnKafka: false, PostgresNodes: 0 });

    public static TheoryData<string> KafkaBugs => Of(shape => shape.IsOnKafka);

    public static TheoryData<string> PostgresBugs => Of(shape => shape is { IsOnKafka: false, PostgresNodes: > 0 });

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
            "A5 finding sets nothing",
            () => new FindingSetsNothing(),
            DayRule.NothingLost,
            () => new NewestRowDeleted()
        )
        {
            Updates = false,
        },
        new("B6 any topic will do", () => new AnyTopicWillDo(), DayRule.NothingGoesElsewhere, () => new RowsArrive())
        {
            Shape = DayShape.KafkaAndSqlite,
            Evening = () => new TopicRecreated(),
        },
        new(
            "B7 retention by the wall clock",
            () => new RetentionByTheWallClock(),
            DayRule.GoesOn,
            () => new ClockAheadWhileAway()
        ),
        new(
            "C12 gaps forgotten",
            () => new GapsForgotten(),
            DayRule.NothingLost,
            () => new NameComesAndGoes(),
            () => new ApplierRestarts(),
            () => new ApplierRestarts(),
            () => new ApplierRestarts()
        )
        {
            Compares = false,
            Updates = false,
        },
        new(
            "C13 sends first",
            () => new SendsFirst(),
            DayRule.RefusedHasNoEffect,
            () => new CutTogether(),
            () => new CutTogether(),
            () => new CutTogether()
        ),
        new("C14 pump hangs", () => new PumpHangs(), DayRule.NothingLost, () => new CutTogether()),
        new(
            "D18 ends not passed on",
            () => new EndsNotPassedOn(),
            DayRule.ClientsAreReleased,
            () => new ClientsComeAndGo()
        )
        {
            Shape = DayShape.EmbeddedAndMixed,
        },
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

    /// <summary>What the cluster is made of.</summary>
    public DayShape Shape { get; init; } = DayShape.EmbeddedAndSqlite;

    /// <summary>What happens in the end and cannot be put right; null if nothing does.</summary>
    public Func<IOrdinaryThing>? Evening { get; init; }

    /// <summary>Whether somebody compares the nodes in the evening; else they must find out by themselves.</summary>
    public bool Compares { get; init; } = true;

    /// <summary>Whether writers change rows that they wrote before.</summary>
    public bool Updates { get; init; } = true;

    public static PlantedDay Find(string name) => All.Single(day => day.Name == name);

    /// <summary>Lives the day with a bug, or with none; what is wrong then.</summary>
    public async Task<IReadOnlyList<Violation>> LiveAsync(PlantedBug bug, TimeSpan patience, ITestOutputHelper output)
    {
        await using var day = await Shape.StartAsync(bug);
        var run = new DayRun(Seed, day, patience)
        {
            Compares = Compares,
            Updates = Updates,
            Evening = Evening?.Invoke(),
        };
        var found = await run.RunAsync([.. Things.Select(thing => thing())]);
        output.WriteLine($"{DayTotals.Of(day.History.ToList())}\n{string.Join('\n', found.Take(10))}");
        return found;
    }

    private static TheoryData<string> Of(Func<DayShape, bool> fits) =>
        [.. All.Where(day => fits(day.Shape)).Select(day => day.Name)];
}
