using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>A transaction whose completing record has not been read yet.</summary>
internal abstract class OpenTransaction(TransactionId id, in LogRecord first, TransactionRows rows)
{
    private readonly long _lease = rows.Lease;

    /// <summary>As the publisher names it.</summary>
    public TransactionId Id { get; } = id;

    /// <summary>Its first record; a restart must not begin after it.</summary>
    public long FirstOffset { get; } = first.Offset;

    /// <summary>Append time of the first record, Unix ms.</summary>
    public long FirstAppendTime { get; } = first.AppendTime;

    /// <summary>The rows read so far.</summary>
    public TransactionRows Rows { get; } = rows;

    /// <summary>Source of its events; null until one has said it.</summary>
    public SourceInfo? Source { get; private set; }

    /// <summary>Gives up its rows.</summary>
    public void Abandon() => Rows.Release(_lease);

    /// <summary>Whether an event may belong to it: one transaction has one publisher.</summary>
    public bool Accepts(in SourceInfo source) =>
        Source is not { } own || (own.Name == source.Name && own.Connector == source.Connector);

    /// <summary>Remembers the publisher.</summary>
    protected void TakeSource(in SourceInfo source) => Source ??= source;
}
