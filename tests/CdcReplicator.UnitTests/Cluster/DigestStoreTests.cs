using CdcReplicator.Cluster;
using CdcReplicator.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CdcReplicator.UnitTests.Applier;

public sealed class DigestStoreTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly InMemoryMetadataStore _metadata;
    private readonly DigestStore _store;

    public DigestStoreTests()
    {
        _metadata = new InMemoryMetadataStore(_time);
        _store = new DigestStore(_metadata);
    }

    [Theory]
    [InlineData("digest/c/b")]
    [InlineData("digest-part/c/b/000000")]
    public async Task Read_AnswerThatCannotBeRead_HasAnErrorAndHidesNoOther(string key)
    {
        TableDigest[] tables = [new("public.t", ["id"], [], TableDigest.CurrentForm)];
        await _store.PublishAsync(new NodeDigest("c", "a", 7, null, tables), default);
        await _store.PublishAsync(new NodeDigest("c", "b", 7, null, tables), default);
        await _metadata.PutAsync(key, "x"u8.ToArray(), default);

        var answers = (await _store.ReadAsync("c", default)).ToDictionary(answer => answer.NodeId);

        Assert.Null(answers["a"].Error);
        Assert.Contains(key, answers["b"].Error, StringComparison.Ordinal);
        Assert.Empty(answers["b"].Tables);
    }

    [Fact]
    public async Task Publish_ManyTablesAndLongLists_NoEntryIsLargeAndAllIsReadBack()
    {
        var rows = new PartDigest(1, 3, new BucketDigest(1, "x"), null, [.. Keys(2000)]);
        var tables = Enumerable
            .Range(0, 300)
            .Select(i => new TableDigest(
                $"public.table_{i}",
                ["id"],
                i == 0 ? [.. Parts(rows)] : [.. Parts(rows).Take(1)],
                TableDigest.CurrentForm
            ))
            .ToList();
        var digest = new NodeDigest("c", "a/b", 7, null, tables);

        await _store.PublishAsync(digest, default);

        Assert.Equivalent(digest, Assert.Single(await _store.ReadAsync("c", default)), strict: true);
        Assert.All(await _metadata.ReadAsync("", default), entry => Assert.InRange(entry.Value!.Length, 1, 900_000));
    }

    [Fact]
    public async Task Read_TablesButNoIndexYet_IsNoAnswer()
    {
        await PublishAsync("a");
        await _metadata.PutAsync("digest/c/a", null, default);

        Assert.Empty(await _store.ReadAsync("c", default));
    }

    [Fact]
    public async Task Read_AnEntryIsLost_IsAnErrorAndNotASmallerAnswer()
    {
        await PublishAsync("a");
        await _metadata.PutAsync("digest-part/c/a/000001", null, default);

        var answer = Assert.Single(await _store.ReadAsync("c", default));

        Assert.Contains("only 1 of the 2", answer.Error, StringComparison.Ordinal);
        Assert.Empty(answer.Tables);
    }

    [Fact]
    public async Task Read_AnswerOfTheVersionBefore_IsNamedAsSuch()
    {
        await _metadata.PutAsync(
            "digest/c/old",
            """{"checkpoint":"c","nodeId":"old","sequence":3,"tables":[{"table":"t","buckets":[]}]}"""u8.ToArray(),
            default
        );

        var answer = Assert.Single(await _store.ReadAsync("c", default));

        Assert.Contains("older version", answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(TableDigest.CurrentForm + 1)]
    public async Task Read_AnswerOfAnotherForm_HasAnErrorAndIsNoDifference(int? form)
    {
        var digest = new NodeDigest("c", "a", 1, null, [Table("t"), Table("u") with { Form = form }]);
        await _store.PublishAsync(digest, default);

        var answer = Assert.Single(await _store.ReadAsync("c", default));

        Assert.Contains("another version", answer.Error, StringComparison.Ordinal);
        Assert.Empty(answer.Tables);
    }

    [Fact]
    public async Task Remove_Checkpoint_LeavesOthersAlone()
    {
        await _store.AskAsync("c", default);
        await _store.AskAsync("d", default);
        await PublishAsync("a");

        await _store.RemoveAsync("c", default);

        Assert.False(await _store.IsAskedAsync("c", default));
        Assert.True(await _store.IsAskedAsync("d", default));
        Assert.Equal("digest-request/d", Assert.Single(await _metadata.ReadAsync("", default)).Key);
    }

    [Fact]
    public async Task Prune_WhatNobodyFetched_GoesAfterItsTime()
    {
        await PublishAsync("a");
        _time.Advance(DigestStore.KeepFor + TimeSpan.FromSeconds(1));
        await _store.AskAsync("new", default);

        Assert.Equal(3, await _store.PruneAsync(_time.GetUtcNow(), default));
        Assert.Single(await _metadata.ReadAsync("", default));
    }

    private Task PublishAsync(string node) =>
        _store.PublishAsync(new NodeDigest("c", node, 1, null, [Table("t"), Table("u")]), default);

    private static IEnumerable<PartDigest> Parts(PartDigest part) => Enumerable.Repeat(part, 4);

    private static IEnumerable<KeyedDigest> Keys(int count) =>
        Enumerable.Range(0, count).Select(i => new KeyedDigest($"{new string('k', 300)}{i}", new string('0', 32), 1));

    private static TableDigest Table(string name) => new(name, [], [], TableDigest.CurrentForm);
}
