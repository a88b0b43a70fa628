namespace CdcReplicator.ChangeLog;

/// <summary>What a process lets a log keep. Decisions only.</summary>
/// <param name="AgeMilliseconds">Older records go.</param>
/// <param name="Bytes">While all records hold more, the oldest go.</param>
/// <param name="HardBytes">While all records hold more, the oldest go although a member needs them.</param>
internal readonly record struct RetentionLimits(long AgeMilliseconds, long Bytes, long HardBytes)
{
    public static RetentionLimits Of(EmbeddedLogOptions options) =>
        new(
            (long)options.RetentionAge.TotalMilliseconds,
            options.RetentionBytes,
            options.RetentionBytes + options.MemberHoldBytes
        );

    /// <summary>Whether the oldest record, of a time, is past retention.</summary>
    public bool IsPast(long appendTime, LogInfo info) =>
        appendTime < info.LastTime - AgeMilliseconds || info.RecordBytes > Bytes;

    /// <summary>
    /// Whether members hold nothing back: it was asked for, or the log has become too large for that.
    /// </summary>
    public bool IsPastMembers(LogInfo info) => HardBytes == Bytes || info.RecordBytes > HardBytes;
}
