namespace CdcReplicator.Model;

/// <summary>
/// The columns of a row image. Shared by all rows of one schema, so that what is worked out for a shape is worked out
/// once.
/// </summary>
internal sealed class RowShape
{
    private readonly Dictionary<string, int> _ordinals;
    private readonly ValueForms[]? _forms;

    /// <summary>A shape of these columns, in this order.</summary>
    /// <exception cref="ArgumentException">A name occurs twice.</exception>
    public RowShape(IReadOnlyList<string> columns)
        : this(columns, null) { }

    /// <summary>A shape of these columns, whose values have these forms.</summary>
    /// <param name="columns">Their names.</param>
    /// <param name="forms">One for each column; null if nothing is set for any.</param>
    /// <exception cref="ArgumentException">A name of columns that are not left out occurs twice.</exception>
    public RowShape(IReadOnlyList<string> columns, ValueForms[]? forms)
    {
        ArgumentNullException.ThrowIfNull(columns);
        Columns = columns;
        _forms = forms;
        _ordinals = new Dictionary<string, int>(columns.Count, StringComparer.Ordinal);
        for (var i = 0; i < columns.Count; i++)
        {
            if (!FormsOf(i).IsLeftOut)
            {
                _ordinals.Add(columns[i], i);
            }
        }
    }

    /// <summary>Column names in order.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The place of a column, or -1.</summary>
    public int IndexOf(string column) => _ordinals.GetValueOrDefault(column, -1);

    /// <summary>What is set for the values at a place.</summary>
    public ValueForms FormsOf(int column) => _forms is null ? ValueForms.Untold : _forms[column];
}
