using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>A place in the log up to which everything that completed has been handed out.</summary>
/// <param name="Record">The last record read.</param>
/// <param name="RestartOffset">First record of the oldest transaction open after it, else the next offset.</param>
/// <param name="LogTime">What the log's clock says (<see cref="AppendClock"/>), ms.</param>
internal readonly record struct LogMark(LogRecord Record, long RestartOffset, long LogTime)
{
    /// <summary>The position of a node that has applied everything up to here.</summary>
    public NodePosition ToPosition() =>
        new(Record.Offset, RestartOffset, LogTime, RecordFingerprint.Of(Record)) { AppendTime = Record.AppendTime };
}
