using CdcReplicator.ReadHistory;

namespace CdcReplicator.ReadHistoryTests;

/// <summary>Decides, after everything is over, which reads broke their promise. A pure function of the history.</summary>
internal static class ReadHistoryChecker
{
    /// <param name="writes">Receipts of all writers. One may be missing: a writer can die between commit and receipt.</param>
    /// <param name="reads">Reads of all sessions, each session's in order.</param>
    /// <param name="closed">When which node must not be read.</param>
    /// <returns>One line a broken promise, beginning with its kind; empty if all are kept.</returns>
    public static IReadOnlyList<string> Check(
        IReadOnlyList<WriteEvent> writes,
        IReadOnlyList<ReadEvent> reads,
        IReadOnlyList<ClosedInterval> closed
    )
    {
        var broken = new List<string>();
        var byKey = writes
            .GroupBy(write => write.Key)
            .ToDictionary(group => group.Key, group => new VersionsOfKey(group));
        foreach (var session in reads.GroupBy(read => read.Session, StringComparer.Ordinal))
        {
            var seen = -1L;
            foreach (var read in session)
            {
                if (read.Position < read.Wanted)
                {
                    broken.Add($"below: {read} wanted {read.Wanted}");
                }

                if (read.KeepsOrder && read.Position < seen)
                {
                    broken.Add($"backwards: {read} after {seen}");
                }

                // A read of level any raises nothing: it is outside of the session's promise.
                seen = read.KeepsOrder ? Math.Max(seen, read.Position) : seen;
                broken.AddRange(WrongVersions(read, byKey));
                broken.AddRange(
                    closed
                        .Where(time => time.Node == read.Node && time.From <= read.Began && read.Ended <= time.Until)
                        .Select(time => $"closed: {read} while {time.Why}")
                );
            }
        }

        return broken;
    }

    private static IEnumerable<string> WrongVersions(ReadEvent read, Dictionary<int, VersionsOfKey> byKey)
    {
        for (var key = 0; key < read.Versions.Count; key++)
        {
            if (byKey.TryGetValue(key, out var versions) && !versions.Allows(read.Versions[key], read.Position))
            {
                yield return $"data: {read} has version {read.Versions[key]} of key {key}";
            }
        }
    }
}
