using CdcReplicator.Model;

namespace CdcReplicator.Testing;

/// <summary>Images of given values.</summary>
internal static class RowImages
{
    /// <summary>An image with a shape of its own.</summary>
    public static RowImage Of(params (string Column, DataValue Value)[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new RowImage(new RowShape([.. values.Select(v => v.Column)]), [.. values.Select(v => v.Value)]);
    }
}
