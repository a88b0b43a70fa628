using System.Globalization;

namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>
/// How many days there are, and which: <c>CDC_DAYS_RUNS</c> (of each shape; 500 for the long form), <c>CDC_SEED</c>
/// for the first one's seed.
/// </summary>
internal static class DaySettings
{
    private const int DefaultRuns = 3;
    private const int DefaultRunsWithServers = 1;

    public static int Runs { get; } = Read("CDC_DAYS_RUNS") ?? DefaultRuns;

    /// <summary>Days of each shape that needs a server.</summary>
    public static int RunsWithServers { get; } = Read("CDC_DAYS_RUNS") ?? DefaultRunsWithServers;

    public static int Seed { get; } = Read("CDC_SEED") ?? Random.Shared.Next(1_000_000);

    private static int? Read(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : null;
}
