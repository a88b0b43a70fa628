using CdcReplicator.Model;
using CdcReplicator.Testing;

namespace CdcReplicator.BatchingTests;

/// <summary>Writes what happened to a row as a capture writes it.</summary>
internal sealed class TrustedForm(Random random)
{
    public RowChange Of(AppliedChange applied)
    {
        var (table, before, after) = applied;
        var change = new RowChange
        {
            Table = table.TableName,
            Operation =
                before is null ? ChangeOperation.Create
                : after is null ? ChangeOperation.Delete
                : ChangeOperation.Update,
            Key =
                table.HasKey && (before is not null || random.Next(2) == 0)
                    ? (before ?? after)!.Image(table.Key)
                    : null,
            After = after is null ? null : Image(table, before, after),
        };
        return before is null ? change
            : !table.HasKey
                ? change with
                {
                    Before = before.Image(table.Written.Select(c => c.Name)),
                    BeforeIsComplete = true,
                }
            : change with
            {
                ChangesKey = after is not null && table.Key.Any(column => before[column] != after[column]),
                Before = random.Next(3) == 0 ? Filler(table, before) : null,
            };
    }

    private RowImage Image(HistoryTable table, Row? before, Row after) =>
        RowImages.Of([
            .. (random.Next(2) == 0 ? table.Columns : table.Written).Select(c =>
                (c.Name, IsLeftOut(table, c, before, after) ? DataValue.Unavailable : after[c.Name])
            ),
        ]);

    private bool IsLeftOut(HistoryTable table, HistoryColumn column, Row? before, Row after) =>
        before is not null
        && table.HasKey
        && !table.Key.Contains(column.Name)
        && before[column.Name] == after[column.Name]
        && random.Next(3) == 0;

    /// <summary>Old values without REPLICA IDENTITY FULL: the key, and NULL for what is not known.</summary>
    private static RowImage Filler(HistoryTable table, Row before) =>
        RowImages.Of([
            .. table.Written.Select(c => (c.Name, table.Key.Contains(c.Name) ? before[c.Name] : DataValue.Null)),
        ]);
}
