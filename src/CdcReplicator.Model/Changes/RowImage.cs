namespace CdcReplicator.Model;

/// <summary>Values of some or all columns of one row.</summary>
/// <param name="Shape">Which columns.</param>
/// <param name="Values">Their values, one for each column of the shape.</param>
public sealed record RowImage(RowShape Shape, DataValue[] Values)
{
    /// <summary>Builds an image with a shape of its own; for tests and small uses.</summary>
    public static RowImage Of(params (string Column, DataValue Value)[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new RowImage(new RowShape([.. values.Select(v => v.Column)]), [.. values.Select(v => v.Value)]);
    }

    /// <summary>Reads a column, if the image has it.</summary>
    public bool TryGet(string column, out DataValue value)
    {
        var index = Shape.IndexOf(column);
        value = index < 0 ? DataValue.Null : Values[index];
        return index >= 0;
    }
}
