namespace CdcReplicator.CrashTests;

/// <summary>
/// What a node must hold at a position: every transaction up to there, in log order, whole or rejected.
/// </summary>
internal static class HistoryFold
{
    public static NodeContents UpTo(IEnumerable<LoggedWrite> history, long position)
    {
        var rows = new Dictionary<string, IReadOnlyList<string>>();
        var rejections = new Dictionary<long, string>();
        foreach (var write in history.Where(write => write.Sequence <= position).OrderBy(write => write.Sequence))
        {
            var after = new Dictionary<string, IReadOnlyList<string>>();
            RejectionReason? reason = null;
            foreach (var row in write.Rows)
            {
                var before = after.GetValueOrDefault(row.Row) ?? rows.GetValueOrDefault(row.Row);
                reason ??= write.IsChecked ? Refuse(row, before) : null;
                after[row.Row] = row.Elements;
            }

            if (reason is not null)
            {
                rejections.Add(write.Sequence, reason.Value.ToString());
                continue;
            }

            foreach (var (row, elements) in after)
            {
                rows[row] = elements;
            }
        }

        return new NodeContents(position, rows, rejections);
    }

    private static RejectionReason? Refuse(RowWrite write, IReadOnlyList<string>? before) =>
        write.Expected is null ? (before is null ? null : RejectionReason.DuplicateKey)
        : before is null ? RejectionReason.RowMissing
        : before.SequenceEqual(write.Expected) ? null
        : RejectionReason.ExpectationFailed;
}
