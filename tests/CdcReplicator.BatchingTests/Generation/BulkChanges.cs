using CdcReplicator.Model;
using CdcReplicator.Testing;

namespace CdcReplicator.BatchingTests;

/// <summary>
/// Changes of very many rows, for the ways of writing that a node keeps for large batches. The rows have keys of their
/// own (100 and up) and no unique values.
/// </summary>
internal sealed class BulkChanges(Random random, ChangeDrafts drafts, SourceRows rows)
{
    private const long FirstKey = 100;
    private const int Most = 300;

    /// <summary>Creates, updates or deletes many rows of one table; in one transaction or in several.</summary>
    public IEnumerable<RowChange[]> Next()
    {
        if (drafts.TableWhere(t => t.Key is ["id"] && t.Column("id").Good == Domain.Ids) is not { } table)
        {
            return [];
        }

        Row[] many = [.. rows.Of(table).Where(row => row["id"].AsInt64() >= FirstKey)];
        var changes = random.Next(3) switch
        {
            _ when many.Length < 10 => Creates(table),
            0 => Creates(table),
            1 => Updates(table, many),
            _ =>
            [
                .. many.Where(_ => drafts.Chance(80)).Select(row => drafts.Delete(table, row) with { Before = null }),
            ],
        };
        return changes.Chunk(drafts.Chance(50) ? Most : random.Next(1, 50));
    }

    private RowChange[] Creates(HistoryTable table)
    {
        var first = FirstKey + random.Next(Most);
        var upserts = drafts.Chance(40);
        HistoryColumn[] columns = [.. Free(table)];
        return
        [
            .. Enumerable
                .Range(0, random.Next(10, Most))
                .Select(i => new RowChange
                {
                    Table = table.TableName,
                    Operation = upserts ? ChangeOperation.Read : ChangeOperation.Create,
                    After = RowImages.Of([
                        ("id", DataValue.Integer(first + i)),
                        .. columns.Select(c => (c.Name, drafts.Value(c))),
                    ]),
                })
                .Where(change =>
                    upserts || drafts.Chance(1) || rows.Find(table, new Row([]).With(change.After!.Value)) is null
                ),
        ];
    }

    private RowChange[] Updates(HistoryTable table, Row[] many)
    {
        HistoryColumn[] columns = [.. Free(table).Where(_ => drafts.Chance(60))];
        return
        [
            .. many.Select(row =>
                drafts.Update(table, row, [.. columns.Select(c => (c.Name, drafts.Value(c)))]) with
                {
                    Before = null,
                }
            ),
        ];
    }

    /// <summary>Columns that may have the same value in many rows.</summary>
    private static IEnumerable<HistoryColumn> Free(HistoryTable table) =>
        table.Written.Where(c =>
            c.Name != "id"
            && ((table.Uniques.Length == 0 && table.ForeignKeys.All(key => key.Column != c.Name)) || !c.Nullable)
        );
}
