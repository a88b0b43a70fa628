using System.Text;
using CdcReplicator.Cluster;
using CdcReplicator.Model;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.UnitTests;

/// <summary>One entry of a node's tables that cannot be read hides that node's tables, and says so.</summary>
public sealed class UnreadableTablesTests
{
    private readonly InMemoryMetadataStore _store = new();
    private readonly TableStore _tables;

    public UnreadableTablesTests() => _tables = new TableStore(_store);

    public static TheoryData<string, string> Unreadable =>
        new()
        {
            { "tables/index/b", "\u0001" },
            { "tables/index/b", """{"nodeId":"b","kind":"sqlite"}""" },
            { "tables/index/b", """{"nodeId":"a","kind":"sqlite","ignored":[],"generation":"x","count":0}""" },
            { "tables/of/b/", "null" },
            { "tables/of/b/", """{"name":{"schema":"public","name":"t"}}""" },
            {
                "tables/of/b/",
                """{"name":{"schema":"public","name":"t"},"columns":[{"name":"id","type":{"kind":"Quaternion","nativeName":"q"},"nullable":false}],"primaryKey":[],"uniques":[],"checks":[],"foreignKeys":[]}"""
            },
        };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task Read_EntryThatCannotBeRead_HidesItsNodeOnlyAndNamesIt(string prefix, string value)
    {
        await PublishAsync("a");
        await PublishAsync("b");
        await PublishAsync("c");
        await _store.PutAsync(await KeyAsync(prefix), Encoding.UTF8.GetBytes(value), default);

        var nodes = await _tables.ReadNodesAsync(default);

        Assert.Equal(["a", "c"], nodes.Select(node => node.NodeId));
        var hidden = Assert.Single(nodes.Unreadable);
        Assert.Equal("b", hidden.NodeId);
        Assert.Contains(prefix, hidden.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task Watch_EntryThatCannotBeRead_IsFollowedOnAndComesBackWhenItCan(string prefix, string value)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await PublishAsync("a");
        await PublishAsync("b");
        var key = await KeyAsync(prefix);
        var good = (await _store.ReadAsync(key, default))[0].Value;
        var shown = new List<string>();

        await foreach (var nodes in _tables.WatchNodesAsync(patience.Token))
        {
            shown.Add($"{string.Join(',', nodes.Select(node => node.NodeId))}-{nodes.Unreadable.Count}");
            if (shown.Count == 2)
            {
                await _store.PutAsync(key, Encoding.UTF8.GetBytes(value), default);
            }
            else if (shown.Count == 3)
            {
                await _store.PutAsync(key, good, default);
            }
            else if (shown.Count == 4)
            {
                break;
            }
        }

        Assert.Equal(["a-0", "a,b-0", "a-1", "a,b-0"], shown);
    }

    [Fact]
    public async Task Read_EntryOfAVersionBeforeThatNamesAnotherNode_HidesItsNodeOnly()
    {
        await PublishAsync("a");
        var ofA = """{"nodeId":"a","kind":"sqlite","tables":[]}""";
        await _store.PutAsync("table/b", Encoding.UTF8.GetBytes(ofA), default);

        var nodes = await _tables.ReadNodesAsync(default);

        Assert.Equal("a", Assert.Single(nodes).NodeId);
        Assert.Equal("b", Assert.Single(nodes.Unreadable).NodeId);
    }

    [Fact]
    public async Task Remove_NodeOfWhichAnEntryCannotBeRead_IsHiddenNoMore()
    {
        await PublishAsync("b");
        await _store.PutAsync("tables/index/b", [1], default);
        await _store.PutAsync("table/c", [1], default);
        Assert.Equal(["b", "c"], (await _tables.ReadNodesAsync(default)).Unreadable.Select(entry => entry.NodeId));

        await _tables.RemoveAsync("b", default);
        await _tables.RemoveAsync("c", default);

        Assert.Empty((await _tables.ReadNodesAsync(default)).Unreadable);
    }

    [Fact]
    public async Task Publish_NodeOfWhichAnEntryCannotBeRead_PutsItRight()
    {
        await PublishAsync("b");
        await _store.PutAsync("tables/index/b", [1], default);

        await PublishAsync("b");

        var nodes = await _tables.ReadNodesAsync(default);
        Assert.Equal("b", Assert.Single(nodes).NodeId);
        Assert.Empty(nodes.Unreadable);
    }

    private Task PublishAsync(string node) =>
        _tables.PublishAsync(
            new NodeTables(node, "sqlite", [new TableDefinition(TableName.Parse("t"), [], [], [], [], [])]),
            default
        );

    private async Task<string> KeyAsync(string prefix) => (await _store.ReadAsync(prefix, default))[0].Key;
}
