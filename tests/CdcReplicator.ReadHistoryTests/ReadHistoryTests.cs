using System.Globalization;
using CdcReplicator.ReadHistory;
using CdcReplicator.Testing;
using Xunit;
using Xunit.Abstractions;

namespace CdcReplicator.ReadHistoryTests;

/// <summary>
/// CDC_SEED repeats a schedule; CDC_HISTORY_SECONDS makes each of the two runs longer (300 for the long form of ten
/// minutes).
/// </summary>
public class ReadHistoryTests(ITestOutputHelper output)
{
    private const int DefaultSeconds = 25;
    private const int PlantedSeconds = 6;

    // Below these a run shows nothing.
    private const int MinReads = 500;
    private const int MinWrites = 100;

    private static readonly int Seed = Setting("CDC_SEED") ?? Random.Shared.Next(1_000_000);
    private static readonly int Seconds = Setting("CDC_HISTORY_SECONDS") ?? DefaultSeconds;

    [Fact]
    public async Task Reads_FaultsOfSqliteNodesAndClients_KeepTheirPromises() =>
        AssertKept(await RunAsync(SqliteAsync, PlantedBug.None, FaultPlan.OfNodes, Seconds));

    [PostgresFact(ownServer: true)]
    public async Task Reads_FaultsOfPostgresNodesLinksAndClients_KeepTheirPromises() =>
        AssertKept(
            await RunAsync(
                async (id, _) => await PostgresHistoryNode.StartAsync(id),
                PlantedBug.None,
                FaultPlan.OfServers,
                Seconds
            )
        );

    [Theory]
    [InlineData(nameof(PlantedBug.TokenIgnored), "below", nameof(Fault.Kill), nameof(Fault.Stop))]
    [InlineData(nameof(PlantedBug.StaleLag), "below", nameof(Fault.Kill), nameof(Fault.Stop))]
    [InlineData(nameof(PlantedBug.SomeNodeHasIt), "below", nameof(Fault.Kill), nameof(Fault.Stop))]
    [InlineData(nameof(PlantedBug.StateIgnored), "closed", nameof(Fault.Drain), nameof(Fault.Diverge))]
    public async Task Reads_WithAPlantedBug_AreCaught(string bug, string kind, params string[] faults)
    {
        var totals = await RunAsync(
            SqliteAsync,
            Enum.Parse<PlantedBug>(bug),
            Array.ConvertAll(faults, Enum.Parse<Fault>),
            PlantedSeconds
        );
        Assert.True(totals.BrokenOf(kind) > 0, $"CDC_SEED={Seed}: {totals}");
    }

    private static Task<HistoryNode> SqliteAsync(string id, TempFolder folder) =>
        Task.FromResult<HistoryNode>(new SqliteHistoryNode(id, folder.At($"{id}.db")));

    private static void AssertKept(HistoryTotals totals) =>
        Assert.True(
            totals is { Broken: 0, HandOvers: > 0 },
            $"CDC_SEED={Seed}: {totals}: {string.Join('\n', totals.FirstBroken)}"
        );

    private async Task<HistoryTotals> RunAsync(
        Func<string, TempFolder, Task<HistoryNode>> create,
        PlantedBug bug,
        IReadOnlyList<Fault> faults,
        int seconds
    )
    {
        var totals = await new HistoryRun(Seed, bug, faults).RunAsync(create, TimeSpan.FromSeconds(seconds));
        output.WriteLine($"CDC_SEED={Seed} {bug}: {totals}");
        Assert.True(totals is { Reads: > MinReads, Writes: > MinWrites }, $"CDC_SEED={Seed}: {totals}");
        return totals;
    }

    private static int? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : null;
}
