using CdcReplicator.Cluster;
using CdcReplicator.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CdcReplicator.UnitTests.ChangeLog;

public class MaintenanceDirectoryTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly InMemoryMetadataStore _store = new(TimeProvider.System);

    [Fact]
    public async Task IsDrained_SaidBefore_IsKnownAtOnce()
    {
        await SayAsync("a", isDrained: true);
        await SayAsync("b", isDrained: true);
        await SayAsync("b", isDrained: false);

        await using var directory = await OpenAsync();

        Assert.True(directory.IsDrained("a"));
        Assert.False(directory.IsDrained("b"));
        Assert.False(directory.IsDrained("c"));
    }

    [Fact]
    public async Task IsDrained_SaidLater_RingsAndIsKnown()
    {
        await using var directory = await OpenAsync();

        await SayAsync("a", isDrained: true);
        await UntilAsync(directory, drained: true);
        await SayAsync("a", isDrained: false);
        await UntilAsync(directory, drained: false);
    }

    [Fact]
    public async Task Read_OfTheStore_ShowsWhyAndOnlyWhoIsDrained()
    {
        await SayAsync("a", isDrained: true);
        await SayAsync("b", isDrained: false);

        var drained = await new MaintenanceStore(_store).ReadAsync(CancellationToken.None);

        Assert.Equal("because", Assert.Single(drained).Value.Reason);
    }

    [Fact]
    public async Task IsDrained_EntryThatCannotBeRead_CountsAsDrainedAndOthersAreFollowed()
    {
        await _store.PutAsync("maintenance/b", [1], CancellationToken.None);
        await using var directory = await OpenAsync();
        Assert.True(directory.IsDrained("b"));
        await _store.PutAsync("maintenance/c", [1], CancellationToken.None);

        await SayAsync("a", isDrained: true);
        await UntilAsync(directory, drained: true);

        Assert.True(directory.IsDrained("c"));
        var drained = await new MaintenanceStore(_store).ReadAsync(CancellationToken.None);
        Assert.Contains("maintenance/b", drained["b"].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_EntryThatNamesAnotherNode_CountsAsDrainedAndSaysNothingOfTheOther()
    {
        await SayAsync("a", isDrained: true);
        var ofA = (await _store.ReadAsync("maintenance/a", CancellationToken.None))[0].Value;
        await _store.PutAsync("maintenance/b", ofA, CancellationToken.None);

        var drained = await new MaintenanceStore(_store).ReadAsync(CancellationToken.None);

        Assert.Equal(["a", "b"], drained.Keys.Order());
        Assert.Equal("because", drained["a"].Reason);
        Assert.Contains("names node 'a'", drained["b"].Reason, StringComparison.Ordinal);
    }

    private static async Task UntilAsync(MaintenanceDirectory directory, bool drained)
    {
        while (true)
        {
            var news = directory.Changed;
            if (directory.IsDrained("a") == drained)
            {
                return;
            }

            await news.WaitAsync(Patience);
        }
    }

    private Task SayAsync(string node, bool isDrained) =>
        new MaintenanceStore(_store).PublishAsync(
            new Maintenance(node, isDrained, TimeProvider.System.GetUtcNow(), "because"),
            CancellationToken.None
        );

    private Task<MaintenanceDirectory> OpenAsync() =>
        MaintenanceDirectory.OpenAsync(
            _store,
            TimeProvider.System,
            NullLogger<MaintenanceDirectory>.Instance,
            CancellationToken.None
        );
}
