namespace CdcReplicator.CrashTests;

/// <summary>A transaction of the SDK in the making, and what it means to the checker.</summary>
internal sealed class WriteDraft(CdcTransaction transaction, string element)
{
    private readonly List<RowWrite> _rows = [];

    public CdcTransaction Transaction { get; } = transaction;

    public string Element { get; } = element;

    public IReadOnlyList<RowWrite> Rows => _rows;

    /// <summary>Appends the element to a list, if it holds what is expected.</summary>
    public void Append(long list, IReadOnlyList<string> expected, IReadOnlyList<string> before)
    {
        IReadOnlyList<string> after = [.. before, Element];
        Transaction.Update("lists", new { id = list }, new { items = Text(after) }, new { items = Text(expected) });
        _rows.Add(new RowWrite($"lists/{list}", after, expected));
    }

    /// <summary>Puts the element at a place that must be free.</summary>
    public void Insert(long list, long place)
    {
        Transaction.Insert(
            "elements",
            new
            {
                list_id = list,
                place,
                element = Element,
            }
        );
        _rows.Add(new RowWrite($"elements/{list}/{place}", [Element]));
    }

    /// <summary>Creates an empty list.</summary>
    public void Create(long list)
    {
        Transaction.Insert("lists", new { id = list, items = "" });
        _rows.Add(new RowWrite($"lists/{list}", []));
    }

    private static string Text(IReadOnlyList<string> elements) => string.Join(',', elements);
}
