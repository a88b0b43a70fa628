using CdcReplicator.Testing;
using Xunit;
using Xunit.Abstractions;

namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>Days on which ordinary things go wrong, by seed. See <c>DESIGN.md</c>.</summary>
public sealed class OrdinaryDaysTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public Task Day_EmbeddedLogAndSqliteNodes_NothingGoesWrongInSilence() =>
        LiveAsync(DayShape.EmbeddedAndSqlite, DaySettings.Runs);

    [PostgresFact]
    public Task Day_EmbeddedLogAndMixedNodes_NothingGoesWrongInSilence() =>
        LiveAsync(DayShape.EmbeddedAndMixed, DaySettings.RunsWithServers);

    [PostgresFact]
    public Task Day_EmbeddedLogAndPostgresNodes_NothingGoesWrongInSilence() =>
        LiveAsync(DayShape.EmbeddedAndPostgres, DaySettings.RunsWithServers);

    [KafkaFact]
    public Task Day_KafkaAndSqliteNodes_NothingGoesWrongInSilence() =>
        LiveAsync(DayShape.KafkaAndSqlite, DaySettings.RunsWithServers);

    [KafkaAndPostgresFact]
    public Task Day_KafkaAndMixedNodes_NothingGoesWrongInSilence() =>
        LiveAsync(DayShape.KafkaAndMixed, DaySettings.RunsWithServers);

    [KafkaAndPostgresFact]
    public Task Day_KafkaAndPostgresNodes_NothingGoesWrongInSilence() =>
        LiveAsync(DayShape.KafkaAndPostgres, DaySettings.RunsWithServers);

    private async Task LiveAsync(DayShape shape, int runs)
    {
        for (var run = 0; run < runs; run++)
        {
            await LiveAsync(shape, new DayPlan(DaySettings.Seed + run));
        }
    }

    private async Task LiveAsync(DayShape shape, DayPlan plan)
    {
        await using var day = await shape.StartAsync(PlantedBug.None);
        var (things, evening) = plan.Choose(day);
        output.WriteLine($"{plan}: {string.Join(", ", things.Append(evening).Select(thing => thing?.GetType().Name))}");

        var found = await new DayRun(plan.Seed, day, Patience) { Evening = evening }.RunAsync(things);

        var totals = DayTotals.Of(day.History.ToList());
        output.WriteLine(totals.ToString());
        Assert.True(found.Count == 0, $"{plan}: {string.Join('\n', found.Take(10))}");
        Assert.True(totals.ShowsSomething, $"{plan}: nothing was seen");
    }
}
