using Xunit;
using Xunit.Abstractions;

namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>Days on which ordinary things go wrong, by seed. See <c>DESIGN.md</c>.</summary>
public sealed class OrdinaryDaysTests(ITestOutputHelper output)
{
    private const int MostThings = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly Func<IOrdinaryThing>[] All =
    [
        () => new RollingAlter(),
        () => new AlterWhileAway(),
        () => new RowsByHand(),
        () => new TableEmptied(),
        () => new FileSwapped(),
        () => new LogMovedAway(),
        () => new ClockJumps(),
        () => new CutTogether(),
        () => new NameComesAndGoes(),
        () => new ApplierRestarts(),
    ];

    [Fact]
    public async Task Day_EmbeddedLogAndSqliteNodes_NothingGoesWrongInSilence()
    {
        for (var run = 0; run < DaySettings.Runs; run++)
        {
            await LiveAsync(DaySettings.Seed + run);
        }
    }

    private async Task LiveAsync(int seed)
    {
        await using var day = await SqliteDay.StartAsync(PlantedBug.None);
        var random = new Random(seed);
        var things = Choose(day, random);
        output.WriteLine($"CDC_SEED={seed}: {string.Join(", ", things.Select(thing => thing.GetType().Name))}");

        var found = await new DayRun(seed, day, Patience).RunAsync(things);

        output.WriteLine(DayTotals.Of(day.History.ToList()).ToString());
        Assert.True(found.Count == 0, $"CDC_SEED={seed}: {string.Join('\n', found.Take(10))}");
        Assert.True(DayTotals.Of(day.History.ToList()).ShowsSomething, $"CDC_SEED={seed}: nothing was seen");
    }

    private static List<IOrdinaryThing> Choose(Day day, Random random) =>
        [
            new RowsArrive(),
            .. Enumerable
                .Range(0, random.Next(2, MostThings + 1))
                .Select(_ => All[random.Next(All.Length)]())
                .Where(thing => thing.CanHappen(day)),
        ];
}
