using System.Globalization;

namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>How many days there are, and which: <c>CDC_DAYS_RUNS</c> (500 for the long form), <c>CDC_SEED</c> for the first one's seed.</summary>
internal static class DaySettings
{
    private const int DefaultRuns = 3;

    public static int Runs { get; } = Read("CDC_DAYS_RUNS") ?? DefaultRuns;

    public static int Seed { get; } = Read("CDC_SEED") ?? Random.Shared.Next(1_000_000);

    private static int? Read(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : null;
}
