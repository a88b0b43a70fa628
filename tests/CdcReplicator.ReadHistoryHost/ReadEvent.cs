namespace CdcReplicator.ReadHistory;

/// <summary>One read, in the order of its session.</summary>
/// <param name="Session">The session; each has reads of one process, one after the other.</param>
/// <param name="Node">Who answered, by a row of its own.</param>
/// <param name="Began">When it was asked for, in ticks of the machine's monotonic clock.</param>
/// <param name="Ended">When it was answered, by the same clock.</param>
/// <param name="Wanted">The sequence that its token or bound asked for when it began; -1 for any.</param>
/// <param name="KeepsOrder">Whether its level promises never to go backwards within the session.</param>
/// <param name="Position">The node's position row, in the snapshot of the data.</param>
/// <param name="Versions">The version of each key, in the same snapshot; 0 where there is no row.</param>
public sealed record ReadEvent(
    string Session,
    string Node,
    long Began,
    long Ended,
    long Wanted,
    bool KeepsOrder,
    long Position,
    IReadOnlyList<long> Versions
) : HistoryEvent;
