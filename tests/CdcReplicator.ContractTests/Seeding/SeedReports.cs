using CdcReplicator.Nodes;

namespace CdcReplicator.ContractTests;

/// <summary>What a seeder has told.</summary>
internal sealed class SeedReports(Action<SeedProgress>? then = null) : IProgress<SeedProgress>
{
    private readonly Lock _lock = new();
    private readonly List<SeedProgress> _all = [];

    public IReadOnlyList<SeedProgress> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _all];
            }
        }
    }

    public void Report(SeedProgress value)
    {
        lock (_lock)
        {
            _all.Add(value);
        }

        then?.Invoke(value);
    }
}
