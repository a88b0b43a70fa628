using Xunit;
using Xunit.Abstractions;

namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>Positive controls: each fault of the past, brought back, is caught on a day that it spoils.</summary>
public sealed class PlantedBugTests(ITestOutputHelper output)
{
    private const int Seed = 15;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private static readonly Dictionary<string, PlantedDay> Days = PlantedDay.All.ToDictionary(day => day.Name);

    public static TheoryData<string> Bugs => [.. PlantedDay.All.Select(day => day.Name)];

    [Theory]
    [MemberData(nameof(Bugs))]
    public async Task Day_WithAPlantedBug_IsCaught(string name)
    {
        var planted = Days[name];

        var found = await RunAsync(planted, planted.Bug(), Patience);

        Assert.Contains(found, violation => violation.Rule == planted.Breaks);
    }

    /// <summary>Negative control: the same days without the bugs.</summary>
    [Theory]
    [MemberData(nameof(Bugs))]
    public async Task Day_WithoutThePlantedBug_IsNotCaught(string name) =>
        Assert.Empty(await RunAsync(Days[name], PlantedBug.None, Patience * 4));

    private async Task<IReadOnlyList<Violation>> RunAsync(PlantedDay planted, PlantedBug bug, TimeSpan patience)
    {
        await using var day = await SqliteDay.StartAsync(bug);
        var found = await new DayRun(Seed, day, patience)
        {
            Compares = planted.Compares,
            Updates = planted.Updates,
        }.RunAsync([.. planted.Things.Select(thing => thing())]);
        output.WriteLine($"{DayTotals.Of(day.History.ToList())}\n{string.Join('\n', found.Take(10))}");
        return found;
    }
}
