using CdcReplicator.Testing;
using Xunit;
using Xunit.Abstractions;

namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>Positive controls: each fault of the past, brought back, is caught on a day that it spoils.</summary>
public sealed class PlantedBugTests(ITestOutputHelper output)
{
    private const int MostDays = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    [Theory]
    [MemberData(nameof(PlantedDay.Bugs), MemberType = typeof(PlantedDay))]
    public Task Day_WithAPlantedBug_IsCaught(string name) => CatchAsync(name);

    [KafkaTheory]
    [MemberData(nameof(PlantedDay.KafkaBugs), MemberType = typeof(PlantedDay))]
    public Task KafkaDay_WithAPlantedBug_IsCaught(string name) => CatchAsync(name);

    [PostgresTheory]
    [MemberData(nameof(PlantedDay.PostgresBugs), MemberType = typeof(PlantedDay))]
    public Task PostgresDay_WithAPlantedBug_IsCaught(string name) => CatchAsync(name);

    private async Task CatchAsync(string name)
    {
        var planted = PlantedDay.Find(name);
        IReadOnlyList<Violation> found = [];

        // On a busy machine a day may bring no write that meets the bug, and then shows nothing.
        for (var day = 0; day < MostDays && found.Count == 0; day++)
        {
            found = await planted.LiveAsync(planted.Bug(), Patience, output);
        }

        Assert.Contains(found, violation => violation.Rule == planted.Breaks);
    }
}
