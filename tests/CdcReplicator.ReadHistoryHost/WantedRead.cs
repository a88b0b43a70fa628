using CdcReplicator.Router;

namespace CdcReplicator.ReadHistory;

/// <summary>One read to ask for, and the sequence that its promise comes to.</summary>
internal readonly record struct WantedRead(ReadLevel Level, long Sequence)
{
    private const long MaxRecords = 20;
    private static readonly TimeSpan MaxAge = TimeSpan.FromMilliseconds(500);

    public static async Task<WantedRead> DrawAsync(Random random, long seen, EndSamples ends)
    {
        // Every level but 'any' is as fresh as the session, too.
        switch (random.Next(20))
        {
            case 0 or 1:
                return new WantedRead(ReadLevel.Any, -1);
            case 2:
                return new WantedRead(ReadLevel.Latest, Math.Max(seen, await ends.AskAsync() - 1));
            case <= 6:
                var end = await ends.AskAsync();
                return new WantedRead(ReadLevel.BoundedBy(MaxRecords), Math.Max(seen, end - 1 - MaxRecords));
            case <= 8:
                var age = (long)(MaxAge.TotalSeconds * TimeProvider.System.TimestampFrequency);
                var then = ends.EndAt(TimeProvider.System.GetTimestamp() - age);
                return new WantedRead(ReadLevel.BoundedBy(MaxAge), Math.Max(seen, then - 1));
            default:
                return new WantedRead(ReadLevel.Session, seen);
        }
    }
}
