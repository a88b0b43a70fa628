using CdcReplicator.Testing;
using Xunit;
using Xunit.Abstractions;

namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>Days on which ordinary things go wrong, by seed. See <c>DESIGN.md</c>.</summary>
public sealed class OrdinaryDaysTests(ITestOutputHelper output)
{
    private const int MostShown = 10;

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
        var wrong = new List<string>();
        for (var run = 0; run < runs; run++)
        {
            var plan = new DayPlan(DaySettings.Seed + run);
            if (await LiveAsync(shape, plan) is { } found)
            {
                wrong.Add($"{plan}: {found}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <summary>What is wrong in the evening; null if nothing is.</summary>
    private async Task<string?> LiveAsync(DayShape shape, DayPlan plan)
    {
        await using var day = await shape.StartAsync(PlantedBug.None);
        var (things, evening) = plan.Choose(day);
        output.WriteLine($"{plan}: {string.Join(", ", things.Append(evening).Select(thing => thing?.GetType().Name))}");

        var found = await new DayRun(plan.Seed, day, Patience) { Evening = evening }.RunAsync(things);

        var totals = DayTotals.Of(day.History.ToList());
        output.WriteLine(totals.ToString());
        return found.Count > 0 ? string.Join('\n', found.Take(MostShown))
            : totals.ShowsSomething ? null
            : "nothing was seen";
    }
}
