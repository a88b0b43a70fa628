using CdcReplicator.Model;

namespace CdcReplicator.BatchingTests;

/// <summary>
/// Gives images of the same columns the same shape, as a decoder does; half of them as bytes, as most of a decoder's
/// are.
/// </summary>
internal sealed class ShapePool(Random random)
{
    private readonly Dictionary<string, RowShape> _shapes = [];
    private readonly Dictionary<string, NumberedRows> _encodings = [];

    public RowChange Share(RowChange change) =>
        change with
        {
            Key = Share(change.Key),
            Before = Share(change.Before),
            After = Share(change.After),
        };

    private RowImage? Share(RowImage? image)
    {
        if (image is not { } present)
        {
            return null;
        }

        var values = present.ToValues();
        var shape = ShapeOf(present);
        return random.Next(2) == 0 ? new RowImage(shape, values) : EncodingOf(shape, present, values).Add(values);
    }

    private RowShape ShapeOf(RowImage image)
    {
        var name = string.Join('|', image.Shape.Columns);
        if (!_shapes.TryGetValue(name, out var shape))
        {
            shape = image.Shape;
            _shapes.Add(name, shape);
        }

        return shape;
    }

    private NumberedRows EncodingOf(RowShape shape, RowImage image, DataValue[] values)
    {
        var name = NumberedRows.NameOf(image);
        if (!_encodings.TryGetValue(name, out var encoding))
        {
            DataKind[] kinds = Array.ConvertAll(values, value => value.Kind);
            encoding = new NumberedRows(shape, kinds, kinds.Contains(DataKind.Unavailable));
            _encodings.Add(name, encoding);
        }

        return encoding;
    }
}
