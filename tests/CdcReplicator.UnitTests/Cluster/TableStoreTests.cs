using System.Text.Json;
using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;
using CdcReplicator.Model;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class TableStoreTests
{
    private readonly InMemoryMetadataStore _store = new();
    private readonly TableStore _tables;

    public TableStoreTests() => _tables = new TableStore(_store);

    [Fact]
    public async Task Publish_ManyWideTables_NoEntryIsLargeAndAllAreRead()
    {
        await _tables.PublishAsync(new NodeTables("a", "postgres", Tables(500, 100)), default);

        Assert.Equal(500, (await _tables.ReadAsync(default)).Count);
        Assert.All(await _store.ReadAsync("", default), entry => Assert.InRange(entry.Value!.Length, 1, 100_000));
    }

    [Fact]
    public async Task Publish_Again_ReplacesAndLeavesNothingBehind()
    {
        await _tables.PublishAsync(new NodeTables("a", "postgres", Tables(10, 3)), default);
        await _tables.PublishAsync(new NodeTables("a", "postgres", Tables(2, 4)) { Ignored = ["x.*"] }, default);

        var node = Assert.Single(await _tables.ReadNodesAsync(default));
        Assert.Equal(["x.*"], node.Ignored);
        Assert.Equal(2, node.Tables.Count);
        Assert.Equal(3, (await _store.ReadAsync("", default)).Count);
    }

    [Fact]
    public async Task Publish_TheSame_WritesNothing()
    {
        await _tables.PublishAsync(new NodeTables("a", "postgres", Tables(10, 3)), default);
        var before = (await _store.ReadAsync("", default)).Max(entry => entry.Version);

        await _tables.PublishAsync(new NodeTables("a", "postgres", Tables(10, 3)), default);

        Assert.Equal(before + 1, await _store.PutAsync("next", [1], default));
    }

    [Fact]
    public async Task Read_HalfPublished_ShowsWhatWasThereBefore()
    {
        await _tables.PublishAsync(new NodeTables("a", "postgres", Tables(2, 3)), default);
        var cut = new CuttingStore(_store, puts: 3);

        await Assert.ThrowsAsync<LogUnavailableException>(() =>
            new TableStore(cut).PublishAsync(new NodeTables("a", "postgres", Tables(5, 4)), default)
        );

        Assert.Equal(2, (await _tables.ReadAsync(default)).Count);
        await _tables.PublishAsync(new NodeTables("a", "postgres", Tables(5, 5)), default);
        Assert.Equal(6, (await _store.ReadAsync("", default)).Count);
    }

    [Fact]
    public async Task Watch_TablesPublishedAgainAndAgain_NeverShowsHalfOfThem()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var publishing = Task.Run(async () =>
        {
            for (var i = 1; i <= 60; i++)
            {
                await _tables.PublishAsync(new NodeTables("a", "postgres", Tables(20 + i, i)), default);
            }
        });

        await foreach (var tables in _tables.WatchAsync(stop.Token))
        {
            var columns = Assert.Single(tables.Values.Select(table => table.Columns.Count).Distinct());
            Assert.Equal(20 + columns, tables.Count);
            if (columns == 60)
            {
                break;
            }
        }

        await publishing;
    }

    [Fact]
    public async Task Read_EntryOfTheVersionBefore_IsReadUntilTheNodePublishesAnew()
    {
        var old = new
        {
            nodeId = "a",
            kind = "sqlite",
            tables = new[]
            {
                new
                {
                    name = new { schema = "public", name = "t" },
                    columns = Array.Empty<int>(),
                    primaryKey = Array.Empty<string>(),
                    uniques = Array.Empty<int>(),
                    checks = Array.Empty<int>(),
                    foreignKeys = Array.Empty<int>(),
                },
            },
        };
        await _store.PutAsync("table/a", JsonSerializer.SerializeToUtf8Bytes(old), default);
        Assert.Single((await _tables.ReadAsync(default)).Keys, TableName.Parse("t"));

        await _tables.PublishAsync(new NodeTables("a", "sqlite", Tables(3, 1)), default);

        Assert.Equal(3, (await _tables.ReadAsync(default)).Count);
        Assert.Empty(await _store.ReadAsync("table/", default));
    }

    [Fact]
    public async Task Remove_Node_LeavesTheOther()
    {
        await _tables.PublishAsync(new NodeTables("a", "sqlite", Tables(3, 1)), default);
        await _tables.PublishAsync(new NodeTables("a/b", "sqlite", Tables(2, 1)), default);

        await _tables.RemoveAsync("a", default);

        Assert.Equal("a/b", Assert.Single(await _tables.ReadNodesAsync(default)).NodeId);
        Assert.Equal(3, (await _store.ReadAsync("", default)).Count);
    }

    private static TableDefinition[] Tables(int count, int columns) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(i => new TableDefinition(
                    new TableName("public", $"table_number_{i}"),
                    [
                        .. Enumerable
                            .Range(0, columns)
                            .Select(c => new ColumnDefinition(
                                $"some_column_{c}",
                                new ColumnType(ColumnKind.Text, "character varying", 100),
                                true
                            )),
                    ],
                    ["some_column_0"],
                    [],
                    [],
                    []
                )),
        ];

    /// <summary>A store that cannot be reached any more after some writes.</summary>
    private sealed class CuttingStore(IMetadataStore inner, int puts) : IMetadataStore
    {
        private int _left = puts;

        public Task<long> PutAsync(string key, byte[]? value, CancellationToken cancellationToken) =>
            Interlocked.Decrement(ref _left) < 0
                ? Task.FromException<long>(new LogUnavailableException("Cut.", "None."))
                : inner.PutAsync(key, value, cancellationToken);

        public Task<IReadOnlyList<MetadataEntry>> ReadAsync(string prefix, CancellationToken cancellationToken) =>
            inner.ReadAsync(prefix, cancellationToken);

        public IAsyncEnumerable<MetadataEntry> WatchAsync(string prefix, CancellationToken cancellationToken) =>
            inner.WatchAsync(prefix, cancellationToken);
    }
}
