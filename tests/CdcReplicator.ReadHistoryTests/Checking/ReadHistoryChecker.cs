using CdcReplicator.ReadHistory;

namespace CdcReplicator.ReadHistoryTests;

/// <summary>
/// Decides, after everything is over, which reads broke their promise. A function of the history; holds the receipts
/// and one number a session, not the reads, of which there are millions.
/// </summary>
/// <param name="writes">
/// Receipts of everybody. Some may be missing: a process can be killed between commit and receipt.
/// </param>
/// <param name="closed">When which node must not be read.</param>
internal sealed class ReadHistoryChecker(IEnumerable<WriteEvent> writes, IEnumerable<ClosedInterval> closed)
{
    private readonly Dictionary<int, VersionsOfKey> _versions = writes
        .GroupBy(write => write.Key)
        .ToDictionary(group => group.Key, group => new VersionsOfKey(group));

    private readonly ILookup<string, ClosedInterval> _closed = closed.ToLookup(
        time => time.Node,
        StringComparer.Ordinal
    );

    private readonly Dictionary<string, long> _seen = new(StringComparer.Ordinal);

    /// <summary>
    /// One line a broken promise of this event, beginning with its kind. Events of a session are given in their order.
    /// </summary>
    public IEnumerable<string> Check(HistoryEvent happened) =>
        happened switch
        {
            ReadEvent read => CheckRead(read),
            WriteEvent { Session.Length: > 0 } write => Raise(write.Session, write.Sequence),
            TokenEvent { IsTaken: true } taken => Raise(taken.Session, taken.Sequence),
            TokenEvent given when given.Sequence < Seen(given.Session) =>
            [
                $"token: {given} after {Seen(given.Session)}",
            ],
            _ => [],
        };

    private List<string> CheckRead(ReadEvent read)
    {
        var broken = new List<string>();
        if (read.Position < read.Wanted)
        {
            broken.Add($"below: {read} wanted {read.Wanted}");
        }

        if (read.KeepsOrder)
        {
            if (read.Position < Seen(read.Session))
            {
                broken.Add($"backwards: {read} after {Seen(read.Session)}");
            }

            // A read of level any raises nothing: it is outside of the session's promise.
            Raise(read.Session, read.Position);
        }

        broken.AddRange(WrongVersions(read));
        broken.AddRange(
            _closed[read.Node]
                .Where(time => time.From <= read.Began && read.Ended <= time.Until)
                .Select(time => $"closed: {read} while {time.Why}")
        );
        return broken;
    }

    private long Seen(string session) => _seen.GetValueOrDefault(session, -1);

    private IEnumerable<string> Raise(string session, long sequence)
    {
        _seen[session] = Math.Max(Seen(session), sequence);
        return [];
    }

    private IEnumerable<string> WrongVersions(ReadEvent read)
    {
        for (var key = 0; key < read.Versions.Count; key++)
        {
            if (_versions.TryGetValue(key, out var versions) && !versions.Allows(read.Versions[key], read.Position))
            {
                yield return $"data: {read} has version {read.Versions[key]} of key {key}";
            }
        }
    }
}
