using CdcReplicator.Model;

namespace CdcReplicator.BatchingTests;

/// <summary>Gives images of the same columns the same shape, as a decoder does.</summary>
internal sealed class ShapePool
{
    private readonly Dictionary<string, RowShape> _shapes = [];

    public RowChange Share(RowChange change) =>
        change with
        {
            Key = Share(change.Key),
            Before = Share(change.Before),
            After = Share(change.After),
        };

    private RowImage? Share(RowImage? image)
    {
        if (image is null)
        {
            return null;
        }

        var name = string.Join('|', image.Value.Shape.Columns);
        return _shapes.TryGetValue(name, out var shape)
            ? new RowImage(shape, image.Value.ToValues())
            : Remember(name, image.Value);
    }

    private RowImage Remember(string name, RowImage image)
    {
        _shapes.Add(name, image.Shape);
        return image;
    }
}
