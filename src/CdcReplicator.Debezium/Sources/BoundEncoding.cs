using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>An encoding whose fields have other names at the nodes, or whose values have settings.</summary>
internal sealed class BoundEncoding(RowEncoding inner, RowShape shape) : RowEncoding(shape, inner.Fields.ToArray())
{
    /// <inheritdoc/>
    public override bool HasUnavailable => inner.HasUnavailable;

    /// <inheritdoc/>
    public override void Read<TSink>(ReadOnlySpan<byte> row, ref TSink sink) => inner.Read(row, ref sink);

    /// <inheritdoc/>
    public override bool TryReadInteger(ReadOnlySpan<byte> row, int field, out long value) =>
        inner.TryReadInteger(row, field, out value);
}
