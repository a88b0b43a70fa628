using Microsoft.Win32.SafeHandles;

namespace CdcReplicator.ChangeLog;

/// <summary>
/// News across processes: a writer touches a small file after each commit, and every process watches the folder of
/// these files. In the writer's own process the signals are rung directly. A timer rings them too, so a missed
/// notification (crash between commit and touch, watch limit of the system) costs one interval.
/// </summary>
internal sealed class Doorbell : IDisposable
{
    private const string RecordsBell = "news-records";
    private const string MetadataBell = "news-metadata";
    private static readonly byte[] Touch = [0];

    /// <summary>Used instead of the configured interval where the system cannot watch files.</summary>
    private static readonly TimeSpan UnwatchedInterval = TimeSpan.FromMilliseconds(20);

    private readonly SafeFileHandle _records;
    private readonly SafeFileHandle _metadata;
    private readonly FileSystemWatcher? _watcher;
    private readonly ITimer _timer;

    public Doorbell(string folder, TimeSpan interval, TimeProvider time)
    {
        _records = OpenBell(folder, RecordsBell);
        _metadata = OpenBell(folder, MetadataBell);
        _watcher = Watch(folder);
        var period = _watcher is null && interval > UnwatchedInterval ? UnwatchedInterval : interval;
        _timer = time.CreateTimer(_ => RingAll(), null, period, period);
    }

    public NewsSignal Records { get; } = new();

    public NewsSignal Metadata { get; } = new();

    public void Ring(bool records, bool metadata)
    {
        if (records)
        {
            Records.Ring();
            TouchBell(_records);
        }

        if (metadata)
        {
            Metadata.Ring();
            TouchBell(_metadata);
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        _watcher?.Dispose();
        _records.Dispose();
        _metadata.Dispose();
        RingAll();
    }

    /// <summary>On a full disk the first touch finds no room: other processes then hear by their timers.</summary>
    private static void TouchBell(SafeFileHandle bell)
    {
        try
        {
            RandomAccess.Write(bell, Touch, 0);
        }
        catch (IOException)
        {
            // What was written is committed; that nobody else is woken by it costs them one interval.
        }
    }

    private void RingAll()
    {
        Records.Ring();
        Metadata.Ring();
    }

    private FileSystemWatcher? Watch(string folder)
    {
        FileSystemWatcher? watcher = null;
        try
        {
            watcher = new FileSystemWatcher(folder, "news-*") { NotifyFilter = NotifyFilters.LastWrite };
            watcher.Changed += (_, change) => (change.Name == RecordsBell ? Records : Metadata).Ring();
            watcher.Error += (_, _) => RingAll();
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (IOException)
        {
            // The system's limit of watches is reached: the timer does the work at a shorter interval.
            watcher?.Dispose();
            return null;
        }
    }

    private static SafeFileHandle OpenBell(string folder, string name) =>
        File.OpenHandle(
            Path.Combine(folder, name),
            FileMode.OpenOrCreate,
            FileAccess.Write,
            FileShare.ReadWrite | FileShare.Delete
        );
}
