using System.Collections.Concurrent;
using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>
/// What is set of one table of a source: how it is called here, and what its columns are called and hold. Images get a
/// shape that says so, worked out once for each shape. Safe for concurrent use.
/// </summary>
internal sealed class SourceTable(
    TableName source,
    SourceTableOptions options,
    NameForm names,
    ValueForms forms,
    IReadOnlySet<string> unknown
)
{
    // JSON without schema may bring a shape for each row; forgetting all now and then bounds the memory.
    private const int MaxShapes = 1000;

    private readonly ConcurrentDictionary<RowShape, RowShape> _shapes = new();
    private readonly ConcurrentDictionary<RowEncoding, RowEncoding> _encodings = new();

    /// <summary>The nodes' name of the table.</summary>
    public TableName Name { get; } = options.Name is { } name ? TableName.Parse(name) : source;

    /// <summary>By which columns rows are found, as the nodes call them; see <see cref="RowIdentity"/>.</summary>
    public IReadOnlyList<string> Identity { get; } =
    [.. options.Identity.Select(column => options.Columns.GetValueOrDefault(column, column))];

    /// <summary>The image with the nodes' names, and with the settings of its values.</summary>
    public RowImage Bind(in RowImage image)
    {
        if (_shapes.Count > MaxShapes)
        {
            _shapes.Clear();
        }

        return image.Encoding is { } encoding
            ? image.As(_encodings.GetOrAdd(encoding, inner => new BoundEncoding(inner, ShapeOf(inner.Shape))))
            : image.As(_shapes.GetOrAdd(image.Shape, ShapeOf));
    }

    private RowShape ShapeOf(RowShape shape)
    {
        var columns = new string[shape.Columns.Count];
        var told = new ValueForms[columns.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            var name = shape.Columns[i];
            var own = names == NameForm.AvroUnicode ? ColumnNames.Repair(UnicodeNames.Restore(name)) : name;
            columns[i] = options.Columns.GetValueOrDefault(own, own);
            told[i] = FormsOf(own);
        }

        return RowShapes.Of(columns, told);
    }

    private ValueForms FormsOf(string column) =>
        forms with
        {
            IsEncodedText = unknown.Contains(column),
            IsBooleanNumber = options.Booleans.Contains(column),
            IsLeftOut = options.LeaveOut.Contains(column),
            Precision = options.Precisions.TryGetValue(column, out var precision) ? precision : null,
            Scale = options.Scales.TryGetValue(column, out var scale) ? scale : null,
        };
}
