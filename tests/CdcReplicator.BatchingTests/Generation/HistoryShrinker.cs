using CdcReplicator.Model;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;

namespace CdcReplicator.BatchingTests;

/// <summary>
/// Smaller histories: without some transactions, without a change, without crashes and pieces. Offsets stay, so they
/// may have gaps.
/// </summary>
internal static class HistoryShrinker
{
    public static IEnumerable<History> Shrink(History history) =>
        WithoutTransactions(history)
            .Concat(SimplerBatches(history))
            .Concat(WithoutChanges(history))
            .Concat(WithoutColumns(history))
            .Select(smaller => smaller with { IsShrunk = true });

    private static IEnumerable<History> WithoutTransactions(History history) =>
        history.Transactions.Count < 2
            ? []
            : WithoutSome(history.Transactions).Select(fewer => history with { Transactions = [.. fewer] });

    private static IEnumerable<History> SimplerBatches(History history)
    {
        BatchPlan whole = new([1000], false, CrashPoint.None);
        if (history.Batches is not [{ Size: 1000, Crash: CrashPoint.None }])
        {
            yield return history with
            {
                Batches = [whole],
            };
        }

        if (history.BatchRows != new NodeOptions().BatchRows)
        {
            yield return history with
            {
                BatchRows = new NodeOptions().BatchRows,
            };
        }

        if (history.ReferenceCommits is not [1])
        {
            yield return history with
            {
                ReferenceCommits = [1],
            };
        }

        for (var i = 0; i < history.Batches.Count; i++)
        {
            var plan = history.Batches[i];
            if (history.Batches.Count > 1)
            {
                yield return With(i, null);
            }

            if (plan.Crash != CrashPoint.None)
            {
                yield return With(i, plan with { Crash = CrashPoint.None });
            }

            if (plan.Pieces.Count > 1)
            {
                yield return With(i, plan with { Pieces = [plan.Size], FirstOneByOne = false });
            }
        }

        History With(int at, BatchPlan? plan) =>
            history with
            {
                Batches =
                [
                    .. history.Batches.Take(at),
                    .. plan is null ? [] : (BatchPlan[])[plan],
                    .. history.Batches.Skip(at + 1),
                ],
            };
    }

    private static IEnumerable<History> WithoutChanges(History history) =>
        from at in Enumerable.Range(0, history.Transactions.Count)
        let rows = history.Transactions[at].Rows.ToArray()
        where rows.Length > 1
        from fewer in WithoutSome(rows)
        select Replace(history, at, [.. fewer]);

    /// <summary>Without halves, quarters, ... and single ones.</summary>
    private static IEnumerable<IEnumerable<T>> WithoutSome<T>(IReadOnlyList<T> all)
    {
        for (var length = all.Count / 2; length > 0; length /= 2)
        {
            for (var at = 0; at + length <= all.Count; at += length)
            {
                yield return all.Take(at).Concat(all.Skip(at + length));
            }
        }
    }

    private static IEnumerable<History> WithoutColumns(History history) =>
        from at in Enumerable.Range(0, history.Transactions.Count)
        let rows = history.Transactions[at].Rows.ToArray()
        from row in Enumerable.Range(0, rows.Length)
        from smaller in Smaller(history.Schema, rows[row])
        select Replace(history, at, [.. rows.Take(row), smaller, .. rows.Skip(row + 1)]);

    private static IEnumerable<RowChange> Smaller(HistorySchema schema, RowChange change)
    {
        if (change is { Before: not null, Key: not null })
        {
            yield return change with
            {
                Before = null,
            };
        }

        for (var i = 0; i < (change.After?.ToValues().Length ?? 0); i++)
        {
            if (schema.Find(change.Table)?.Key.Contains(change.After!.Value.Shape.Columns[i]) != true)
            {
                yield return change with
                {
                    After = Without(change.After!.Value, i),
                };
            }
        }
    }

    private static RowImage Without(RowImage image, int at) =>
        RowImages.Of([.. image.Shape.Columns.Zip(image.ToValues()).Where((_, i) => i != at)]);

    private static History Replace(History history, int at, RowChange[] rows) =>
        history with
        {
            Transactions =
            [
                .. history.Transactions.Take(at),
                history.Transactions[at] with
                {
                    Rows = rows,
                },
                .. history.Transactions.Skip(at + 1),
            ],
        };
}
