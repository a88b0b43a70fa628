using Xunit;

namespace CdcReplicator.BatchingTests;

/// <summary>The databases of one test class, made when first needed.</summary>
public sealed class SharedRigs : IAsyncLifetime
{
    private readonly Dictionary<string, HistoryRigs> _rigs = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var rigs in _rigs.Values)
        {
            await rigs.DisposeAsync();
        }
    }

    internal HistoryRigs Of(string kind)
    {
        if (!_rigs.TryGetValue(kind, out var rigs))
        {
            _rigs.Add(kind, rigs = new HistoryRigs(kind));
        }

        return rigs;
    }
}
