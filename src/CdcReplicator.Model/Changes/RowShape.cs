namespace CdcReplicator.Model;

/// <summary>
/// The columns of a row image. Shared by all rows of one schema, so that what is worked out for a shape is worked out
/// once.
/// </summary>
public sealed class RowShape
{
    private readonly Dictionary<string, int> _ordinals;

    /// <summary>A shape of these columns, in this order.</summary>
    /// <exception cref="ArgumentException">A name occurs twice.</exception>
    public RowShape(IReadOnlyList<string> columns)
    {
        Columns = columns;
        _ordinals = new Dictionary<string, int>(columns.Count, StringComparer.Ordinal);
        for (var i = 0; i < columns.Count; i++)
        {
            _ordinals.Add(columns[i], i);
        }
    }

    /// <summary>Column names in order.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The place of a column, or -1.</summary>
    public int IndexOf(string column) => _ordinals.GetValueOrDefault(column, -1);
}
