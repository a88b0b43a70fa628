using CdcReplicator.Testing;
using Xunit;
using Xunit.Abstractions;

namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>Negative controls: the days on which planted bugs are caught, without the bugs.</summary>
public sealed class PlantedBugControlTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [MemberData(nameof(PlantedDay.Bugs), MemberType = typeof(PlantedDay))]
    public Task Day_WithoutThePlantedBug_IsNotCaught(string name) => PassAsync(name);

    [KafkaTheory]
    [MemberData(nameof(PlantedDay.KafkaBugs), MemberType = typeof(PlantedDay))]
    public Task KafkaDay_WithoutThePlantedBug_IsNotCaught(string name) => PassAsync(name);

    [PostgresTheory]
    [MemberData(nameof(PlantedDay.PostgresBugs), MemberType = typeof(PlantedDay))]
    public Task PostgresDay_WithoutThePlantedBug_IsNotCaught(string name) => PassAsync(name);

    private async Task PassAsync(string name) =>
        Assert.Empty(await PlantedDay.Find(name).LiveAsync(PlantedBug.None, Patience, output));
}
