using System.Diagnostics;
using CdcReplicator.Model;

namespace CdcReplicator.Bench;

/// <summary>
/// Meters an applier in its own process, from the moment it can apply to the commit with which its node reaches an end.
/// It learns of both from the applier's own calls, so that nobody has to ask the database meanwhile.
/// </summary>
/// <param name="end">The offset after the last record to apply.</param>
/// <param name="databaseProcess">The database server's process, or null.</param>
/// <param name="time">The clock.</param>
internal sealed class DrainMeter(long end, int? databaseProcess, TimeProvider time)
{
    private readonly TaskCompletionSource<DrainReport> _finished = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    private bool _isNodeOpen;
    private Reading? _ready;
    private long _restartOffset;

    /// <summary>The report, once the end is reached.</summary>
    public Task<DrainReport> Finished => _finished.Task;

    /// <summary>How far the node has committed.</summary>
    public long RestartOffset => Interlocked.Read(ref _restartOffset);

    /// <summary>The node has been opened at a position.</summary>
    public void NodeOpened(NodePosition position)
    {
        _isNodeOpen = true;
        Interlocked.Exchange(ref _restartOffset, position.RestartOffset);
    }

    /// <summary>A reader has been opened. The first one after the node's opening is the applier's own.</summary>
    public void ReaderOpened()
    {
        if (_isNodeOpen)
        {
            _ready ??= Read();
        }
    }

    /// <summary>The node has committed a position.</summary>
    public void Committed(NodePosition position)
    {
        Interlocked.Exchange(ref _restartOffset, position.RestartOffset);
        if (position.LastAppliedSequence < end - 1 && position.RestartOffset < end)
        {
            return;
        }

        var now = Read();
        var ready = _ready ?? now;
        _finished.TrySetResult(
            new DrainReport
            {
                Seconds = time.GetElapsedTime(ready.Timestamp, now.Timestamp).TotalSeconds,
                SecondsWithStart = (time.GetUtcNow() - StartTime()).TotalSeconds,
                ApplierCpuSeconds = now.ApplierCpu - ready.ApplierCpu,
                DatabaseCpuSeconds = now.DatabaseCpu - ready.DatabaseCpu,
                AllocatedBytes = now.Allocated - ready.Allocated,
                PeakRssMb = PeakMemory.Megabytes(),
            }
        );
    }

    private Reading Read() =>
        new(
            time.GetTimestamp(),
            Environment.CpuUsage.TotalTime.TotalSeconds,
            databaseProcess is { } id ? ProcessTreeCpu.SecondsOf(id) : 0,
            GC.GetTotalAllocatedBytes(precise: true)
        );

    private static DateTimeOffset StartTime()
    {
        using var self = Process.GetCurrentProcess();
        return self.StartTime.ToUniversalTime();
    }

    private sealed record Reading(long Timestamp, double ApplierCpu, double DatabaseCpu, long Allocated);
}
