namespace CdcReplicator.Nodes;

/// <summary>Counts what a seed has done and tells it, some times a second. Safe for all workers.</summary>
internal sealed class SeedMeter(IProgress<SeedProgress> progress, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly Lock _lock = new();
    private SeedProgress _now = new(SeedPhase.Schema, time.GetUtcNow());
    private long _told = time.GetTimestamp();

    /// <summary>A phase begins.</summary>
    public void Begin(SeedPhase phase) => Tell(now => now with { Phase = phase, Table = null }, always: true);

    /// <summary>What is to be done is known.</summary>
    public void Expect(int tables, long rows) => Tell(now => now with { Tables = tables, Rows = rows }, always: true);

    /// <summary>Rows are there.</summary>
    public void Add(TableName table, long rows, long bytes) =>
        Tell(
            now => now with { Table = table, RowsDone = now.RowsDone + rows, Bytes = now.Bytes + bytes },
            always: false
        );

    /// <summary>All rows of a table are there.</summary>
    public void Complete(TableName table) =>
        Tell(now => now with { Table = table, TablesDone = now.TablesDone + 1 }, always: true);

    private void Tell(Func<SeedProgress, SeedProgress> change, bool always)
    {
        lock (_lock)
        {
            _now = change(_now);
            if (always || time.GetElapsedTime(_told) >= Pause)
            {
                _told = time.GetTimestamp();
                progress.Report(_now);
            }
        }
    }
}
