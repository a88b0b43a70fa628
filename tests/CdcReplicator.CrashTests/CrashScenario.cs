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
    private const int EmbeddedKills = 70;
    private const int KafkaKills = 42;

    /// <summary>Of this run: <c>CDC_SEED</c>, or random.</summary>
    public static int Seed { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("CDC_SEED"), out var seed) ? seed : Random.Shared.Next();

    /// <summary>
    /// Kills per kind of node: <c>CDC_CRASH_KILLS</c>, or five of every point and ten at a random moment; on Kafka,
    /// where processes take longer to start, three and six.
    /// </summary>
    public static int KillsOn(ChangeLogScheme log) =>
        int.TryParse(Environment.GetEnvironmentVariable("CDC_CRASH_KILLS"), out var kills) ? kills
        : log == ChangeLogScheme.Embedded ? EmbeddedKills
        : KafkaKills;

    /// <summary>The address of a log nobody has used.</summary>
    public async Task<string> NewLogAsync(TempFolder folder) =>
        Log == ChangeLogScheme.Embedded
            ? $"embedded:{folder.At("log.db")}"
            : $"kafka://{await KafkaTestServer.GetBootstrapServersAsync()}/{KafkaTestServer.NewClusterName()}";
}
