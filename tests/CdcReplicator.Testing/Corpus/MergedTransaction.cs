namespace CdcReplicator.Testing;

/// <summary>A transaction whose records stand in several topics.</summary>
/// <param name="Begin">Its BEGIN.</param>
/// <param name="Rows">Its rows and messages, by <c>total_order</c>.</param>
/// <param name="End">Its END.</param>
internal sealed record MergedTransaction(PlacedRecord Begin, IReadOnlyList<PlacedRecord> Rows, PlacedRecord End)
{
    /// <summary>All transactions, in the order in which the connector sent them.</summary>
    /// <exception cref="InvalidDataException">One is not whole.</exception>
    public static IReadOnlyList<MergedTransaction> Of(IReadOnlyList<PlacedRecord> records)
    {
        var rows = records
            .Where(record => record.Role == PlacedRole.Row)
            .GroupBy(record => record.Transaction!)
            .ToDictionary(group => group.Key, group => group.OrderBy(row => row.Order).ToArray());
        var transactions = new List<MergedTransaction>();
        var marks = records.Where(record => record.Role is PlacedRole.Begin or PlacedRole.End).ToArray();
        for (var i = 0; i < marks.Length; i += 2)
        {
            if (
                i + 1 == marks.Length
                || marks[i].Role != PlacedRole.Begin
                || marks[i + 1].Role != PlacedRole.End
                || marks[i].Transaction != marks[i + 1].Transaction
            )
            {
                throw new InvalidDataException($"{marks[i]} is not followed by the END of its transaction.");
            }

            rows.Remove(marks[i].Transaction!, out var own);
            transactions.Add(new MergedTransaction(marks[i], Whole(own ?? []), marks[i + 1]));
        }

        return rows.Count == 0
            ? transactions
            : throw new InvalidDataException($"Transaction {rows.Keys.First()} has no BEGIN, or comes twice.");
    }

    private static PlacedRecord[] Whole(PlacedRecord[] rows)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            if (rows[i].Order != i + 1)
            {
                throw new InvalidDataException($"{rows[i]} should have the place {i + 1} in its transaction.");
            }
        }

        return rows;
    }
}
