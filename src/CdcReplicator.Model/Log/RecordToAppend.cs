namespace CdcReplicator.Model;

/// <summary>A record on its way into the log.</summary>
internal sealed record RecordToAppend(byte[]? Key, byte[]? Value, IReadOnlyList<RecordHeader> Headers)
{
    /// <summary>A record without headers.</summary>
    public RecordToAppend(byte[]? key, byte[]? value)
        : this(key, value, []) { }
}
