using CdcReplicator.Model;

namespace CdcReplicator.BatchingTests;

/// <summary>
/// Writes trusted transactions that a source with the same rules could have committed, as captures and connectors write
/// them.
/// </summary>
internal sealed class TrustedHistory(
    Random random,
    IReadOnlyList<HistoryTable> tables,
    SourceRows rows,
    TransactionLog log,
    bool hasBulk
)
{
    private const int Attempts = 20;

    /// <summary>
    /// A table of which a snapshot by table brings no row is left alone, so some must stay. A whole one may empty it.
    /// </summary>
    private const int FewestToForget = 3;

    private readonly ChangeDrafts _drafts = new(random, tables, rows, wildness: 0);
    private readonly BulkChanges _bulk = new(random, new ChangeDrafts(random, tables, rows, wildness: 0), rows);
    private readonly TrustedForm _form = new(random);
    private readonly List<RowChange[]> _sinceRestart = [];
    private int _attempts;

    public void Write(int count)
    {
        for (var written = 0; written < count; written++)
        {
            switch (random.Next(30))
            {
                case 0:
                    log.AddControl(WriteSemantics.Trusted);
                    break;
                case 1 or 2:
                    RepeatLast();
                    break;
                case 3:
                    TakeSnapshot();
                    break;
                case < 10 when hasBulk:
                    foreach (var changes in _bulk.Next())
                    {
                        TryCommit(changes);
                    }

                    break;
                default:
                    Commit();
                    break;
            }
        }
    }

    /// <summary>Ends the history with a change no node can take.</summary>
    public void WriteFault()
    {
        var table = _drafts.TableWhere(t => t.HasKey)!;
        log.Add(
            WriteSemantics.Trusted,
            [
                new RowChange
                {
                    Table = random.Next(3) == 0 ? new TableName("public", "nowhere") : table.TableName,
                    Operation = ChangeOperation.Delete,
                },
            ]
        );
        Write(3);
    }

    private void Commit()
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (TryCommit([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => _drafts.Next())]))
            {
                return;
            }
        }
    }

    private bool TryCommit(RowChange[] drafts)
    {
        if (rows.TryApply(drafts) is not { Count: > 0 } applied)
        {
            return false;
        }

        RowChange[] changes = drafts is [{ Operation: ChangeOperation.Truncate }]
            ? drafts
            : [.. applied.Select(_form.Of)];
        log.Add(WriteSemantics.Trusted, changes, random.Next(10) == 0 ? SnapshotMark.Incremental : SnapshotMark.None);
        _sinceRestart.Add(changes);
        return true;
    }

    /// <summary>
    /// As a restarted connector does: sends the last transactions again, where the rows allow each of them on its own.
    /// </summary>
    private void RepeatLast()
    {
        var again = _sinceRestart.TakeLast(random.Next(1, 6)).ToList();
        var rehearsal = rows.Copy();
        if (again.All(changes => changes.All(rehearsal.TryRepeat)) && rehearsal.IsSame(rows))
        {
            again.ForEach(changes => log.Add(WriteSemantics.Trusted, changes));
        }
    }

    /// <summary>
    /// A snapshot after changes the log never saw; now and then broken off and begun again, and the source may stream
    /// between.
    /// </summary>
    private void TakeSnapshot()
    {
        var scope = random.Next(3) == 0 ? SnapshotScope.Whole : SnapshotScope.ByTable;
        var isWhole = scope == SnapshotScope.Whole;
        var chosen = tables.Where(t => !t.IsWrittenByTrigger && (isWhole || random.Next(2) == 0)).ToList();
        var hasForgotten = Forget(chosen, isWhole);
        if (random.Next(3) == 0)
        {
            Bring(RowsOf(chosen).SkipLast(1), complete: false, scope);

            // A node still holds the forgotten rows; a streamed one may meet them in a unique index, and it would halt.
            if (!hasForgotten && random.Next(2) == 0)
            {
                Commit();
            }
        }

        Bring(RowsOf(chosen), complete: true, scope);
        _sinceRestart.Clear();
    }

    private List<RowChange> RowsOf(List<HistoryTable> chosen) =>
        [.. chosen.SelectMany(table => rows.Of(table).Select(row => _form.Of(new AppliedChange(table, null, row))))];

    private bool Forget(List<HistoryTable> chosen, bool isWhole)
    {
        var hasForgotten = false;
        foreach (var table in chosen.Where(t => MayForget(t) && random.Next(2) == 0))
        {
            var row = _drafts.Existing(table)!;
            if (!tables.Any(child => child.ForeignKeys.Any(key => key.Parent == table.Name)))
            {
                var gone = _drafts.Delete(table, row) with
                {
                    Before = table.HasKey ? null : row.Image(table.Written.Select(c => c.Name)),
                };
                hasForgotten |= rows.TryApply([gone]) is not null;
            }
        }

        return hasForgotten;

        // A snapshot without a row says nothing at all, not even that it was taken.
        bool MayForget(HistoryTable table) =>
            rows.Of(table).Count >= FewestToForget
            || (isWhole && rows.Of(table).Count > 0 && chosen.Sum(t => rows.Of(t).Count) > 1);
    }

    private void Bring(IEnumerable<RowChange> brought, bool complete, SnapshotScope scope)
    {
        RowChange[] all = [.. brought.Select(change => change with { Operation = ChangeOperation.Read })];
        var attempt = random.Next(3) == 0 ? null : $"attempt {_attempts++}";
        var first = attempt is null || random.Next(2) == 0 ? SnapshotMark.First : SnapshotMark.FirstOfTable;
        for (var i = 0; i < all.Length; i++)
        {
            var mark =
                complete && i == all.Length - 1 ? SnapshotMark.Last
                : i == 0 ? first
                : all[i].Table != all[i - 1].Table ? SnapshotMark.FirstOfTable
                : SnapshotMark.Middle;
            log.Add(WriteSemantics.Trusted, [all[i]], mark, attempt, scope);
        }
    }
}
