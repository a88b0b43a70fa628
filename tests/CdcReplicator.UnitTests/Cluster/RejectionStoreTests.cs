using System.Runtime.CompilerServices;
using System.Text;
using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;
using CdcReplicator.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CdcReplicator.UnitTests.ChangeLog;

public sealed class RejectionStoreTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly CountingStore _store;
    private readonly RejectionStore _rejections;

    public RejectionStoreTests()
    {
        _store = new CountingStore(new InMemoryMetadataStore(_time));
        _rejections = new RejectionStore(_store);
    }

    [Fact]
    public async Task Find_PublishedByTwoNodes_GivesBoth()
    {
        await _rejections.PublishAsync("a", [At(12)], default);
        await _rejections.PublishAsync("b/c", [At(11), At(12, RejectionReason.RowMissing)], default);

        var found = await _rejections.FindAsync(12, default);

        Assert.Equal(["a", "b/c"], found.Keys.Order());
        Assert.Equal(At(12), found["a"]);
        Assert.Equal(RejectionReason.RowMissing, found["b/c"].Rejection.Reason);
        Assert.Empty(await _rejections.FindAsync(1, default));
        Assert.Equal(2, await _rejections.CountAsync(default));
    }

    [Theory]
    [InlineData("rejection/00000000000000000010-00000000000000000014/b", "b")] // of a version that writes otherwise
    [InlineData("rejection/0000000000000000001x/b", "a b c")] // not even whose it is
    public async Task Find_EntryThatCannotBeRead_HidesOnlyThatAndIsNoAcceptance(string key, string uncertain)
    {
        await _rejections.PublishAsync("a", [At(12)], default);
        await _store.PutAsync(key, "[{}]"u8.ToArray(), default);

        var found = await _rejections.FindAsync(12, default);

        Assert.Equal(["a"], found.Keys);
        string[] nodes = ["b", "c"];
        Assert.Equal(uncertain.Split(' ').Except(["a"]), nodes.Where(node => !found.IsCertainOf(node)));
        Assert.True(found.IsCertainOf("a"));
        Assert.Equal(1, await _rejections.CountAsync(default));
        Assert.NotEmpty(await _rejections.ListAsync(default));
        using var stop = new CancellationTokenSource();
        await foreach (var published in _rejections.WatchAsync(stop.Token))
        {
            Assert.Equal("a", published.NodeId);
            break;
        }
    }

    [Fact]
    public async Task Watch_AfterAnEntryThatCannotBeRead_GoesOn()
    {
        await _store.PutAsync("rejection/x", "x"u8.ToArray(), default);
        await _rejections.PublishAsync("a", [At(12)], default);

        await foreach (var published in _rejections.WatchAsync(default))
        {
            Assert.Equal("a", published.NodeId);
            break;
        }
    }

    [Fact]
    public async Task Find_AmongMany_ReadsOnlyThoseNearby()
    {
        for (var sequence = 0; sequence < 50_000; sequence += 100)
        {
            await _rejections.PublishAsync("a", [At(sequence)], default);
        }

        _store.EntriesRead = 0;
        Assert.Single(await _rejections.FindAsync(42_100, default));

        Assert.InRange(_store.EntriesRead, 1, 10);
    }

    [Fact]
    public async Task Publish_ManyTogether_TakesFewEntries()
    {
        await _rejections.PublishAsync("a", [.. Enumerable.Range(500, 10_000).Select(i => At(i))], default);

        Assert.InRange(_store.Puts, 11, 40);
        Assert.Equal(10_000, await _rejections.CountAsync(default));
        Assert.Single(await _rejections.FindAsync(10_499, default));
    }

    [Fact]
    public async Task Publish_LargeKeys_NoEntryIsLargerThanARecordMayBe()
    {
        var key = new string('\u00fc', 9000);
        var huge = new string('k', 2_000_000);
        await _rejections.PublishAsync(
            "a",
            [.. Enumerable.Range(1, 50).Select(i => At(i, key: key)), At(51, key: huge)],
            default
        );

        Assert.InRange(_store.LargestValue, 1, 900_000);
        Assert.Equal(key, (await _rejections.FindAsync(50, default))["a"].Rejection.Key);
        Assert.Null((await _rejections.FindAsync(51, default))["a"].Rejection.Key);
    }

    [Fact]
    public async Task Find_EntryOfAnEarlierVersion_IsFoundWithoutANode()
    {
        const string Old =
            """{"sequence":1234,"publisher":"p","rejection":{"reason":"DuplicateKey","detail":"there"}}""";
        await _store.PutAsync("rejection/00000000000000001234", Encoding.UTF8.GetBytes(Old), default);

        var found = Assert.Single(await _rejections.FindAsync(1234, default));

        Assert.Equal("", found.Key);
        Assert.Equal(RejectionReason.DuplicateKey, found.Value.Rejection.Reason);
    }

    [Fact]
    public async Task List_AgesAreByTheStoresClock()
    {
        await _rejections.PublishAsync("a", [At(1)], default);
        _time.Advance(TimeSpan.FromMinutes(11));
        await _rejections.PublishAsync("a", [At(2), At(3)], default);

        var entries = await _rejections.ListAsync(default);

        Assert.Equal([1L, 3L], entries.Select(entry => entry.Last));
        Assert.Equal([11, 0], entries.Select(entry => (int)entry.Age.TotalMinutes));
    }

    [Theory]
    [InlineData(9, 5, 5, false)]
    [InlineData(10, 5, 5, true)]
    [InlineData(10, 5, 4, false)] // somebody has not come so far
    [InlineData(24 * 60 - 1, 5, 4, false)]
    [InlineData(24 * 60, 5, 4, true)]
    public void IsDue_AgeAndPositions_GiveWhetherItMayGo(int minutes, long last, long passedByAll, bool expected) =>
        Assert.Equal(
            expected,
            RejectionRetention.IsDue(new StoredRejections("k", "a", last, TimeSpan.FromMinutes(minutes)), passedByAll)
        );

    private static PublishedRejection At(
        long sequence,
        RejectionReason reason = RejectionReason.DuplicateKey,
        string key = "[0]"
    ) => new(sequence, "p", new Rejection(reason, new TableName("public", "t"), key, null, "exists"));

    private sealed class CountingStore(IMetadataStore inner) : IMetadataStore
    {
        public int EntriesRead { get; set; }

        public int Puts { get; private set; }

        public int LargestValue { get; private set; }

        public Task<long> PutAsync(string key, byte[]? value, CancellationToken cancellationToken)
        {
            Puts++;
            LargestValue = Math.Max(LargestValue, value?.Length ?? 0);
            return inner.PutAsync(key, value, cancellationToken);
        }

        public async Task<IReadOnlyList<MetadataEntry>> ReadAsync(string prefix, CancellationToken cancellationToken)
        {
            var entries = await inner.ReadAsync(prefix, cancellationToken);
            EntriesRead += entries.Count;
            return entries;
        }

        public async IAsyncEnumerable<MetadataEntry> WatchAsync(
            string prefix,
            [EnumeratorCancellation] CancellationToken cancellationToken
        )
        {
            await foreach (var entry in inner.WatchAsync(prefix, cancellationToken))
            {
                yield return entry;
            }
        }
    }
}
