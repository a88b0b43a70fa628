using System.Globalization;
using CdcReplicator.ReadHistory;
using Xunit;
using Xunit.Abstractions;

namespace CdcReplicator.ReadHistoryTests;

/// <summary>CDC_SEED repeats a schedule; CDC_HISTORY_SECONDS makes the run longer (600 for the long form).</summary>
public class ReadHistoryTests(ITestOutputHelper output)
{
    private const int DefaultSeconds = 25;
    private const int PlantedSeconds = 12;

    // Below these a run shows nothing.
    private const int MinReads = 1000;
    private const int MinWrites = 100;

    private static readonly int Seed = Setting("CDC_SEED") ?? Random.Shared.Next(1_000_000);

    [Fact]
    public async Task Reads_NodesKilledStoppedAndDrained_KeepTheirPromises()
    {
        var broken = await RunAsync(PlantedBug.None, Setting("CDC_HISTORY_SECONDS") ?? DefaultSeconds);
        Assert.True(broken.Count == 0, $"CDC_SEED={Seed}: {broken.Count} broken: {string.Join('\n', broken.Take(10))}");
    }

    [Theory]
    [InlineData(nameof(PlantedBug.TokenIgnored))]
    [InlineData(nameof(PlantedBug.StaleLag))]
    [InlineData(nameof(PlantedBug.SomeNodeHasIt))]
    public async Task Reads_WithAPlantedBug_AreCaught(string bug)
    {
        var broken = await RunAsync(Enum.Parse<PlantedBug>(bug), PlantedSeconds);
        Assert.True(broken.Any(line => line.StartsWith("below", StringComparison.Ordinal)), $"CDC_SEED={Seed}");
    }

    private async Task<IReadOnlyList<string>> RunAsync(PlantedBug bug, int seconds)
    {
        var run = new HistoryRun(Seed, bug);
        var broken = await run.RunAsync(TimeSpan.FromSeconds(seconds));
        output.WriteLine(
            $"CDC_SEED={Seed} {bug}: {run.Writes} writes, {run.Reads} reads, {run.Drains} drains, {broken.Count} broken"
        );
        Assert.True(
            run.Reads > MinReads && run.Writes > MinWrites && run.Drains > 0,
            $"CDC_SEED={Seed}: {run.Writes} writes, {run.Reads} reads, {run.Drains} drains"
        );
        return broken;
    }

    private static int? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : null;
}
