using CdcReplicator.Model;
using CdcReplicator.Testing;

namespace CdcReplicator.BatchingTests;

/// <summary>
/// Short sequences of checked transactions in which one hides, makes or unmakes the violation of another.
/// </summary>
internal sealed class CheckedScenes(Random random, ChangeDrafts drafts)
{
    /// <summary>The next transactions' changes.</summary>
    public IEnumerable<RowChange[]> Next() =>
        random.Next(16) switch
        {
            0 => HotRow(),
            1 => Handover(),
            2 => Swap(),
            3 => HiddenViolation(),
            4 => Relatives(),
            5 => LastChangeFails(),
            6 => Repeated(),
            7 => DeletedAndCreated(),
            8 => TruncatedBetween(),
            9 => MovedAndCreated(),
            10 => Relatives(),
            11 => HiddenViolation(),
            12 => Looping(),
            _ => [Ordinary()],
        };

    private RowChange[] Ordinary() => [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => drafts.Next())];

    private IEnumerable<RowChange[]> HotRow()
    {
        var table = drafts.TableWhere(t => t.HasKey);
        return table is null || drafts.Existing(table) is not { } row
            ? [Ordinary()]
            :
            [
                .. Enumerable
                    .Range(0, random.Next(2, 6))
                    .Select(_ => (RowChange[])[WithoutExpectation(drafts.Update(table, row))]),
            ];
    }

    /// <summary>One row gives up its values, another takes them; or takes them before.</summary>
    private IEnumerable<RowChange[]> Handover()
    {
        if (drafts.TableWhere(t => t.Uniques.Length > 0) is not { } table || drafts.Existing(table) is not { } holder)
        {
            return [Ordinary()];
        }

        var values = NotKey(table, holder);
        var nulls = values.Select(v => (v.Item1, DataValue.Null)).ToArray();
        var gives = drafts.Chance(50) ? drafts.Delete(table, holder) : drafts.Update(table, holder, nulls);
        var taker = drafts.Existing(table)!;
        var takes =
            drafts.Chance(50) && table.KeyOf(taker) != table.KeyOf(holder)
                ? drafts.Update(table, taker, values)
                : drafts.Create(table, drafts.AnyKey(table), 0) with
                {
                    Operation = ChangeOperation.Read,
                };
        if (takes.Operation == ChangeOperation.Read)
        {
            takes = takes with
            {
                After = RowImages.Of([
                    .. takes.After!.Value.Shape.Columns.Zip(takes.After.Value.ToValues()),
                    .. values,
                ]),
            };
        }

        return Split(drafts.Chance(75) ? [gives, takes] : [takes, gives]);
    }

    /// <summary>A writer that has lost, and tries again with other keys.</summary>
    private IEnumerable<RowChange[]> Looping()
    {
        if (drafts.TableWhere(t => t.Uniques.Length > 0) is not { } table || drafts.Existing(table) is not { } holder)
        {
            return [Ordinary()];
        }

        var values = NotKey(table, holder);
        return
        [
            .. Enumerable
                .Range(0, random.Next(2, 8))
                .Select(_ => drafts.AnyKey(table))
                .Select(key =>
                    (RowChange[])
                        [
                            drafts.Create(table, key, 0) with
                            {
                                After = RowImages.Of([.. table.Key.Select(c => (c, key[c])), .. values]),
                            },
                        ]
                ),
        ];
    }

    private IEnumerable<RowChange[]> Swap()
    {
        if (drafts.TableWhere(t => t.Uniques.Length > 0) is not { } table)
        {
            return [Ordinary()];
        }

        var (one, other) = (drafts.Existing(table), drafts.Existing(table));
        if (one is null || other is null || one == other)
        {
            return
            [
                [drafts.Create(table)],
                [drafts.Create(table)],
            ];
        }

        var (values, others) = (NotKey(table, one), NotKey(table, other));
        RowChange[] direct =
        [
            WithoutExpectation(drafts.Update(table, one, others)),
            WithoutExpectation(drafts.Update(table, other, values)),
        ];
        var nulls = values.Select(v => (v.Item1, DataValue.Null)).ToArray();
        return drafts.Chance(40)
            ? [direct]
            : Split([WithoutExpectation(drafts.Update(table, other, nulls)), .. direct]);
    }

    private IEnumerable<RowChange[]> HiddenViolation()
    {
        var table = drafts.TableWhere(t => t.HasKey && Refusing(t).Length > 0);
        if (table is null || drafts.Existing(table) is not { } row)
        {
            return [Ordinary()];
        }

        var column = drafts.Pick(Refusing(table));
        var bad = column.Bad.Length > 0 ? drafts.Pick(column.Bad) : DataValue.Null;
        return Split([
            WithoutExpectation(drafts.Update(table, row, (column.Name, bad))),
            WithoutExpectation(drafts.Update(table, row, (column.Name, drafts.Pick(column.Good)))),
        ]);
    }

    /// <summary>A parent and its child come or go, in both orders.</summary>
    private IEnumerable<RowChange[]> Relatives()
    {
        if (drafts.TableWhere(t => t.ForeignKeys.Length > 0) is not { } child)
        {
            return [Ordinary()];
        }

        var key = drafts.Pick(child.ForeignKeys);
        var parent = drafts.TableWhere(t => t.Name == key.Parent)!;
        if (drafts.Chance(50) || drafts.Existing(child) is not { } row || row[key.Column].IsNull)
        {
            var created = drafts.Create(parent);
            var id = created.After!.Value.ToValues()[0];
            var born = drafts.Create(child, drafts.AnyKey(child), 0);
            born = born with
            {
                After = RowImages.Of([
                    .. born.After!.Value.Shape.Columns.Zip(born.After.Value.ToValues())
                        .Where(v => v.First != key.Column),
                    (key.Column, id),
                ]),
            };
            return Split(drafts.Chance(65) ? [created, born] : [born, created]);
        }

        var removed = drafts.Delete(child, row);
        var orphaning = drafts.Delete(parent, new Row([KeyValuePair.Create("id", row[key.Column])]));
        return drafts.Chance(30)
            ?
            [
                [drafts.Update(child, row, (key.Column, row[key.Column]))],
                [orphaning],
            ]
            : Split(drafts.Chance(50) ? [removed, orphaning] : [orphaning, removed]);
    }

    private IEnumerable<RowChange[]> LastChangeFails()
    {
        var table = drafts.TableWhere(t => t.HasKey)!;
        return drafts.Existing(table) is { } row
            ?
            [
                [.. Ordinary(), drafts.Create(table, row, 100)],
                Ordinary(),
            ]
            :
            [
                [drafts.Create(table), drafts.Delete(table, drafts.AnyKey(table))],
            ];
    }

    private IEnumerable<RowChange[]> Repeated() =>
        [
            [.. Enumerable.Repeat(drafts.Next(), random.Next(2, 4))],
        ];

    private IEnumerable<RowChange[]> DeletedAndCreated()
    {
        var table = drafts.TableWhere(t => t.HasKey)!;
        return drafts.Existing(table) is { } row
            ? Split([drafts.Delete(table, row), drafts.Create(table, row, 40)])
            : Split([drafts.Create(table)]);
    }

    private IEnumerable<RowChange[]> TruncatedBetween()
    {
        var table = drafts.Table();
        return Split([drafts.Create(table), ChangeDrafts.Truncate(table), drafts.Create(table)]);
    }

    private IEnumerable<RowChange[]> MovedAndCreated()
    {
        var table = drafts.TableWhere(t => t.HasKey)!;
        return drafts.Existing(table) is { } row
            ? Split([drafts.Move(table, row), drafts.Create(table, row, 100)])
            : Split([drafts.Create(table)]);
    }

    /// <summary>All in one transaction, or each in one of its own.</summary>
    private IEnumerable<RowChange[]> Split(RowChange[] changes) =>
        drafts.Chance(40) ? [changes] : changes.Select(change => (RowChange[])[change]);

    private static (string, DataValue)[] NotKey(HistoryTable table, Row row) =>
        [.. table.Written.Where(c => !table.Key.Contains(c.Name)).Select(c => (c.Name, row[c.Name]))];

    /// <summary>Columns beside the key that some value is refused for.</summary>
    private static HistoryColumn[] Refusing(HistoryTable table) =>
        [.. table.Written.Where(c => (c.Bad.Length > 0 || !c.Nullable) && !table.Key.Contains(c.Name))];

    private static RowChange WithoutExpectation(RowChange change) => change with { Before = null };
}
