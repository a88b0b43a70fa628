using CdcReplicator.ChangeLog;
using CdcReplicator.Testing;

namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>An embedded log, in a folder of its own.</summary>
internal sealed class EmbeddedDayLog(string folder, SmallDisk? disk) : IDayLog
{
    private const int DiskBytes = 128 << 20;

    /// <summary>The disk that the folder is; null where none can be mounted.</summary>
    public SmallDisk? Disk => disk;

    public string File => At("log.db");

    public string Address => $"embedded:{File}";

    /// <summary>One on a small disk, where that can be; else in the day's folder.</summary>
    public static EmbeddedDayLog Create(TempFolder folder)
    {
        var disk = SmallDisk.SkipReason() is null ? SmallDisk.Mount(DiskBytes) : null;
        return new EmbeddedDayLog(disk?.Path ?? Directory.CreateDirectory(folder.At("log")).FullName, disk);
    }

    /// <summary>The path of a file beside the log.</summary>
    public string At(string name) => Path.Combine(folder, name);

    public async Task<IChangeLog> OpenAsync(PlantedBug bug, TimeProvider clock) =>
        await EmbeddedChangeLog.OpenAsync(File, bug.LogOptions, clock, bug.Machine(clock), CancellationToken.None);

    public Task<IChangeLog> OpenToLookAsync() => OpenAsync(PlantedBug.None, TimeProvider.System);

    public void Dispose() => disk?.Dispose();
}
