using CdcReplicator.ChangeLog;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.ContractTests;

public abstract partial class ChangeLogContract
{
    [ContractFact]
    public async Task Put_ThenReadByAnotherInstance_GivesLastValuesByVersion()
    {
        await using var log = await OpenAsync();
        await using var other = await OpenAsync();
        var a1 = await log.Metadata.PutAsync("t/a", [1], CancellationToken.None);
        var b = await log.Metadata.PutAsync("t/b", [], CancellationToken.None);
        var a2 = await other.Metadata.PutAsync("t/a", [2], CancellationToken.None);
        await log.Metadata.PutAsync("u/a", [3], CancellationToken.None);

        var entries = await other.Metadata.ReadAsync("t/", CancellationToken.None);

        Assert.True(a1 < b && b < a2);
        Assert.Equal([("t/b", b), ("t/a", a2)], entries.Select(entry => (entry.Key, entry.Version)));
        Assert.Equal(
            [
                [],
                [2],
            ],
            entries.Select(entry => entry.Value)
        );
        Assert.All(entries, entry => Assert.True(entry.PublishedAt > 0));
    }

    [ContractFact]
    public async Task Put_Null_RemovesTheKey()
    {
        await using var log = await OpenAsync();
        await log.Metadata.PutAsync("t/a", [1], CancellationToken.None);
        await log.Metadata.PutAsync("t/b", [1], CancellationToken.None);

        await log.Metadata.PutAsync("t/a", null, CancellationToken.None);

        var entries = await log.Metadata.ReadAsync("t/", CancellationToken.None);
        Assert.Equal("t/b", Assert.Single(entries).Key);
    }

    [ContractFact]
    public async Task Watch_SeesWhatIsThereThenChangesOfOthersAndRemovals()
    {
        await using var log = await OpenAsync();
        await using var other = await OpenAsync();
        await log.Metadata.PutAsync("t/gone", [1], CancellationToken.None);
        await log.Metadata.PutAsync("t/gone", null, CancellationToken.None);
        await log.Metadata.PutAsync("t/a", [1], CancellationToken.None);
        using var limit = new CancellationTokenSource(Records.Patience);
        await using var watch = log.Metadata.WatchAsync("t/", limit.Token).GetAsyncEnumerator(limit.Token);

        Assert.Equal(("t/a", (byte?)1), await NextAsync(watch));
        await other.Metadata.PutAsync("u/ignored", [9], CancellationToken.None);
        await other.Metadata.PutAsync("t/b", [2], CancellationToken.None);
        Assert.Equal(("t/b", (byte?)2), await NextAsync(watch));
        await other.Metadata.PutAsync("t/a", null, CancellationToken.None);
        Assert.Equal(("t/a", (byte?)null), await NextAsync(watch));
    }

    [ContractFact]
    public async Task Put_ManyAtOnceFromTwoInstances_VersionsAreUniqueAndAllAreRead()
    {
        await using var log = await OpenAsync();
        await using var other = await OpenAsync();

        var versions = await Task.WhenAll(
            Enumerable
                .Range(0, 200)
                .Select(i =>
                    (i % 2 == 0 ? log : other).Metadata.PutAsync(
                        $"many/{Records.Number(i)}",
                        [(byte)i],
                        CancellationToken.None
                    )
                )
        );

        var entries = await log.Metadata.ReadAsync("many/", CancellationToken.None);
        Assert.Equal(200, versions.Distinct().Count());
        Assert.Equal(versions.Order(), entries.Select(entry => entry.Version));
    }

    [ContractFact]
    public async Task Metadata_AfterReopen_IsStillThereAndVersionsRise()
    {
        long before;
        await using (var log = await OpenAsync())
        {
            before = await log.Metadata.PutAsync("t/a", [1], CancellationToken.None);
        }

        await using var again = await OpenAsync();
        Assert.Equal([1], Assert.Single(await again.Metadata.ReadAsync("t/", CancellationToken.None)).Value);
        Assert.True(await again.Metadata.PutAsync("t/b", [1], CancellationToken.None) > before);
    }

    private static async Task<(string Key, byte? Value)> NextAsync(IAsyncEnumerator<MetadataEntry> watch)
    {
        Assert.True(await watch.MoveNextAsync());
        return (watch.Current.Key, watch.Current.Value?[0]);
    }
}
