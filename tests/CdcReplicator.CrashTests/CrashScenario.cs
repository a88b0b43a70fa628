using CdcReplicator.ChangeLog;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;

namespace CdcReplicator.CrashTests;

/// <summary>What is killed how often.</summary>
/// <param name="NodeKind">One of <see cref="NodeKinds"/>.</param>
/// <param name="Log">Which kind of log.</param>
/// <param name="Kills">How many processes die.</param>
/// <param name="PlantsBug">Whether the appliers commit their position apart from the data.</param>
internal sealed record CrashScenario(string NodeKind, ChangeLogScheme Log, int Kills, bool PlantsBug = false)
{
    private const int DefaultKills = 56;

    /// <summary>Kills per kind of node and log: <c>CDC_CRASH_KILLS</c>, or four of every point and eight at a random moment.</summary>
    public static int KillsEach =>
        int.TryParse(Environment.GetEnvironmentVariable("CDC_CRASH_KILLS"), out var kills) ? kills : DefaultKills;

    /// <summary>Of this run: <c>CDC_SEED</c>, or random.</summary>
    public static int Seed { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("CDC_SEED"), out var seed) ? seed : Random.Shared.Next();

    /// <summary>The address of a log nobody has used.</summary>
    public async Task<string> NewLogAsync(TempFolder folder) =>
        Log == ChangeLogScheme.Embedded
            ? $"embedded:{folder.At("log.db")}"
            : $"kafka://{await KafkaTestServer.GetBootstrapServersAsync()}/{KafkaTestServer.NewClusterName()}";
}
