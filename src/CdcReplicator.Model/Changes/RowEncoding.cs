namespace CdcReplicator.Model;

/// <summary>
/// How the bytes of row images are read. Shared by all rows of one writer schema, so that what is worked out for an
/// encoding is worked out once. It only gets bytes that were checked when their record was decoded: reading them cannot
/// fail.
/// </summary>
internal abstract class RowEncoding(RowShape shape, FieldWire[] fields)
{
    /// <summary>Which columns.</summary>
    public RowShape Shape { get; } = shape;

    /// <summary>What is known of each of them.</summary>
    public ReadOnlySpan<FieldWire> Fields => fields;

    /// <summary>
    /// Whether its images hold unchanged out-of-line values; those of a schema without any have an encoding of their
    /// own.
    /// </summary>
    public abstract bool HasUnavailable { get; }

    /// <summary>Reads all fields.</summary>
    public abstract void Read<TSink>(ReadOnlySpan<byte> row, ref TSink sink)
        where TSink : struct, IRowSink, allows ref struct;

    /// <summary>Reads one field, if it is an integer and not null.</summary>
    public abstract bool TryReadInteger(ReadOnlySpan<byte> row, int field, out long value);
}
