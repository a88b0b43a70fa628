namespace CdcReplicator.Testing;

/// <summary>
/// Brings the records of a connector that writes a topic per table into one order, as the connector had them before it
/// parted them: each transaction between its BEGIN and its END, by <c>total_order</c>. Records of no transaction keep
/// their order within their topic; among transactions they stand by LSN, else by time. Pure.
/// </summary>
internal static class CorpusMerge
{
    /// <summary>The records in one order.</summary>
    /// <param name="records">All records, each topic's in the order of its offsets.</param>
    /// <exception cref="InvalidDataException">
    /// A transaction has no BEGIN or no END, comes twice, or lacks one of its rows.
    /// </exception>
    public static IReadOnlyList<PlacedRecord> Order(IReadOnlyList<PlacedRecord> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        var transactions = MergedTransaction.Of(records);
        var numbers = transactions.Select((t, i) => (t.Begin.Transaction!, i)).ToDictionary(StringComparer.Ordinal);
        var followers = new Dictionary<PlacedRecord, List<PlacedRecord>>();
        var lone = new SortedDictionary<int, List<PlacedRecord>>();
        foreach (var topic in records.GroupBy(record => record.Topic))
        {
            Place([.. topic], transactions, numbers, followers, lone);
        }

        var merged = new List<PlacedRecord>(records.Count);
        for (var i = 0; i <= transactions.Count; i++)
        {
            merged.AddRange(WithFollowers(InOrder(lone.GetValueOrDefault(i, [])), followers));
            if (i < transactions.Count)
            {
                var transaction = transactions[i];
                merged.Add(transaction.Begin);
                merged.AddRange(WithFollowers(transaction.Rows, followers));
                merged.Add(transaction.End);
            }
        }

        return merged;
    }

    /// <summary>Finds for the lone records of a topic the transaction before which they stand.</summary>
    private static void Place(
        PlacedRecord[] topic,
        IReadOnlyList<MergedTransaction> transactions,
        Dictionary<string, int> numbers,
        Dictionary<PlacedRecord, List<PlacedRecord>> followers,
        SortedDictionary<int, List<PlacedRecord>> lone
    )
    {
        var least = 0;
        PlacedRecord? last = null;
        for (var i = 0; i < topic.Length; i++)
        {
            var record = topic[i];
            switch (record.Role)
            {
                case PlacedRole.Begin or PlacedRole.End:
                    break;
                case PlacedRole.Row:
                    least = numbers[record.Transaction!] + 1;
                    last = record;
                    break;
                case PlacedRole.Tombstone:
                    Add(followers, last ?? throw new InvalidDataException($"Nothing stands before {record}."), record);
                    break;
                default:
                    var next = topic.Skip(i).FirstOrDefault(other => other.Role == PlacedRole.Row);
                    var most = next is null ? transactions.Count : numbers[next.Transaction!];
                    if (most < least)
                    {
                        // It stands among the rows of one transaction.
                        Add(followers, last!, record);
                        break;
                    }

                    least = Math.Clamp(Wanted(record, transactions), least, most);
                    Add(lone, least, record);
                    last = record;
                    break;
            }
        }
    }

    // A transaction comes when it commits; what comes at once precedes all that commit after it.
    private static int Wanted(PlacedRecord record, IReadOnlyList<MergedTransaction> transactions) =>
        transactions
            .Select((transaction, i) => (transaction, i))
            .Where(pair =>
                record.Lsn is { } lsn
                    ? pair.transaction.End.Lsn > lsn
                    : pair.transaction.Begin.Timestamp > record.Timestamp
            )
            .Select(pair => (int?)pair.i)
            .FirstOrDefault()
        ?? transactions.Count;

    // What one topic has here stays together, as a snapshot reads table after table.
    private static IEnumerable<PlacedRecord> InOrder(List<PlacedRecord> records) =>
        records
            .GroupBy(record => record.Topic)
            .OrderBy(topic => topic.Any(record => record.Role == PlacedRole.FirstOfSnapshot) ? 0 : 1)
            .ThenBy(topic => topic.Min(record => record.Timestamp))
            .ThenBy(topic => topic.Any(record => record.Role == PlacedRole.LastOfSnapshot) ? 1 : 0)
            .ThenBy(topic => topic.Key, StringComparer.Ordinal)
            .SelectMany(topic => topic);

    private static IEnumerable<PlacedRecord> WithFollowers(
        IEnumerable<PlacedRecord> records,
        Dictionary<PlacedRecord, List<PlacedRecord>> followers
    ) => records.SelectMany(record => followers.GetValueOrDefault(record, []).Prepend(record));

    private static void Add<TKey>(IDictionary<TKey, List<PlacedRecord>> lists, TKey key, PlacedRecord record)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
        {
            lists.Add(key, list = []);
        }

        list.Add(record);
    }
}
