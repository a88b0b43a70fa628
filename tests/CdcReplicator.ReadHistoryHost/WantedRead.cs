namespace CdcReplicator.ReadHistory;

/// <summary>One read to ask for, and the sequence that its promise comes to.</summary>
/// <param name="Level">Its level.</param>
/// <param name="Sequence">What it must see, found without the router's own memory.</param>
/// <param name="IsOfSession">
/// Whether it keeps to the session, too: then it is as fresh as the session whatever its level.
/// </param>
internal readonly record struct WantedRead(ReadLevel Level, long Sequence, bool IsOfSession)
{
    private const long MaxRecords = 20;
    private static readonly TimeSpan MaxAge = TimeSpan.FromMilliseconds(500);
    private static readonly ReadLevel ByRecords = ReadLevel.BoundedBy(MaxRecords);
    private static readonly ReadLevel ByAge = ReadLevel.BoundedBy(MaxAge);

    public static async Task<WantedRead> DrawAsync(Random random, long seen, EndSamples ends)
    {
        var (level, sequence) = random.Next(20) switch
        {
            0 or 1 => (ReadLevel.Any, -1),
            2 => (ReadLevel.Latest, await ends.AskAsync() - 1),
            <= 6 => (ByRecords, await ends.AskAsync() - 1 - MaxRecords),
            <= 8 => (ByAge, ends.EndAt(TimeProvider.System.GetTimestamp() - Ticks(MaxAge)) - 1),
            _ => (ReadLevel.Session, seen),
        };

        // A session that reads all the time is hardly ever behind a bound; what is outside of it shows whether the
        // bound is kept.
        var isOfSession = level == ReadLevel.Session || (level != ReadLevel.Any && random.Next(2) == 0);
        return new WantedRead(level, isOfSession ? Math.Max(seen, sequence) : sequence, isOfSession);
    }

    private static long Ticks(TimeSpan time) => (long)(time.TotalSeconds * TimeProvider.System.TimestampFrequency);
}
