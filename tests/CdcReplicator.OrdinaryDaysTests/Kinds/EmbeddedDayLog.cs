using CdcReplicator.ChangeLog;

namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>An embedded log.</summary>
internal sealed class EmbeddedDayLog(string file) : IDayLog
{
    public string File { get; } = file;

    public string Address => $"embedded:{File}";

    public async Task<IChangeLog> OpenAsync(PlantedBug bug, TimeProvider clock) =>
        await EmbeddedChangeLog.OpenAsync(File, bug.LogOptions, clock, bug.Machine(clock), CancellationToken.None);

    public Task<IChangeLog> OpenToLookAsync() => OpenAsync(PlantedBug.None, TimeProvider.System);
}
