using CdcReplicator.Model;

namespace CdcReplicator.ChangeLog;

/// <summary>
/// Cuts a large append into pieces, each with a commit of its own. Between two of them heartbeats and other writers, of
/// all processes, have their turn. Other records then stand between its own, as they may; what a crash leaves
/// incomplete is dropped by the rules for transactions, alike on every node.
/// </summary>
internal static class AppendPieces
{
    /// <summary>Bytes at which a piece ends: some tens of milliseconds.</summary>
    public const long PieceBytes = 8 << 20;

    /// <exception cref="RecordTooLargeException">A record exceeds the limit; nothing is to be appended.</exception>
    public static IReadOnlyList<AppendRequest> Of(IReadOnlyList<RecordToAppend> records, int maxRecordBytes)
    {
        var pieces = new List<AppendRequest>(1);
        var (from, weight) = (0, 0L);
        for (var i = 0; i < records.Count; i++)
        {
            weight += SizeOf(records[i], maxRecordBytes);
            if (weight >= PieceBytes || i == records.Count - 1)
            {
                pieces.Add(new AppendRequest(Range(records, from, i + 1), weight));
                (from, weight) = (i + 1, 0);
            }
        }

        return pieces;
    }

    private static IReadOnlyList<RecordToAppend> Range(IReadOnlyList<RecordToAppend> records, int from, int to) =>
        to - from == records.Count ? records : [.. Enumerable.Range(from, to - from).Select(i => records[i])];

    private static long SizeOf(RecordToAppend record, int maxRecordBytes)
    {
        var size = (record.Key?.LongLength ?? 0) + (record.Value?.LongLength ?? 0) + HeaderCodec.Size(record.Headers);
        return size <= maxRecordBytes ? size : throw new RecordTooLargeException(size, maxRecordBytes);
    }
}
