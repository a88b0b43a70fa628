namespace CdcReplicator.ChangeLog;

/// <summary>The counters of an embedded log, one row in its file.</summary>
/// <param name="StartOffset">First offset that is kept.</param>
/// <param name="NextOffset">Offset of the next record.</param>
/// <param name="LastTime">Highest time given to a record or an entry, Unix ms.</param>
/// <param name="NextVersion">Version of the next metadata entry.</param>
/// <param name="RecordBytes">Bytes of all kept records.</param>
internal readonly record struct LogInfo(
    long StartOffset,
    long NextOffset,
    long LastTime,
    long NextVersion,
    long RecordBytes
);
