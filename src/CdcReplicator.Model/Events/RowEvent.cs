namespace CdcReplicator.Model;

/// <summary>A row change or truncate.</summary>
public sealed record RowEvent(LogRecord Record, RowChange Change, SourceInfo Source, TransactionBlock? Transaction)
    : LogEvent(Record)
{
    /// <summary>Its part in a primary-key change.</summary>
    public KeyChangeRole KeyChange { get; init; }

    /// <summary>The other key named by the header, if <see cref="KeyChange"/> is not None.</summary>
    public RowImage? OtherKey { get; init; }
}
