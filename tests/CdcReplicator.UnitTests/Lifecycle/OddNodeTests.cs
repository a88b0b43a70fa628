using CdcReplicator.Cluster;
using CdcReplicator.Lifecycle;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.UnitTests.Cli;

public sealed class OddNodeTests
{
    private readonly InMemoryMetadataStore _store = new();
    private readonly Orders _orders;

    public OddNodeTests() => _orders = new Orders(_store, new OrderGiver("ann", "desk", null, "cli"));

    [Fact]
    public void Of_MajorityAgainstIt_NamesItWithTheFirstPlace()
    {
        var odd = OddNode.Of([Place("{\"id\":1}", "x x y"), Place("{\"id\":2}", "x x y")], trusted: null);

        var node = Assert.Single(odd);
        Assert.Equal(("c", "{\"id\":1}"), (node.Node, node.Key));
        Assert.Empty(node.Rivals);
    }

    [Fact]
    public void Of_Tie_NamesAllAndSaysHowToDecide()
    {
        var odd = OddNode.Of([Place("{\"id\":1}", "x y")], trusted: null);

        Assert.Equal(["a", "b"], odd.Select(node => node.Node));
        Assert.Contains("verify --trust", odd[0].Reason(7), StringComparison.Ordinal);
        Assert.Contains("a and b", odd[0].Reason(7), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_TieWithTrust_NamesTheOtherOne() =>
        Assert.Equal("a", Assert.Single(OddNode.Of([Place(null, "x y")], trusted: "b")).Node);

    [Fact]
    public async Task Write_FoundAndFoundEqual_MarksAndClears()
    {
        var marks = new DivergenceMarks(_orders, TimeProvider.System);
        var store = new DivergenceStore(_store, TimeProvider.System);
        var odd = Report(10) with { OddNodes = OddNode.Of([Place("{\"id\":1}", "x x y")], null) };

        Assert.Contains(
            "c: gets no reads",
            Assert.Single(await marks.WriteAsync(odd, default)),
            StringComparison.Ordinal
        );

        var finding = Assert.Single(await store.ReadAsync(default)).Value;
        Assert.Equal(("c", 10, "{\"id\":1}"), (finding.NodeId, finding.Sequence, finding.Key));
        Assert.Equal("public.t", finding.Table.ToString());

        Assert.Contains(
            "serves reads again",
            Assert.Single(await marks.WriteAsync(Report(20), default)),
            StringComparison.Ordinal
        );
        Assert.Empty(await store.ReadAsync(default));
        Assert.Empty(await marks.WriteAsync(Report(30), default));
    }

    [Fact]
    public async Task Write_DifferenceFoundSince_IsNotCleared()
    {
        var store = new DivergenceStore(_store, TimeProvider.System);
        await store.PublishAsync(
            new Divergence("c", true, 25, DateTimeOffset.UnixEpoch, DivergenceFinder.Verdicts, "why"),
            default
        );

        var done = await new DivergenceMarks(_orders, TimeProvider.System).WriteAsync(Report(20), default);

        Assert.Contains("differs since a later one", Assert.Single(done), StringComparison.Ordinal);
        Assert.Single(await store.ReadAsync(default));
    }

    [Fact]
    public void EqualNodes_WhereTablesCouldNotBeCompared_IsNobody()
    {
        Assert.Equal(["a", "b", "c"], Report(1).EqualNodes);
        Assert.Empty((Report(1) with { LacksTables = true }).EqualNodes);
        Assert.Empty((Report(1) with { Nodes = ["a"] }).EqualNodes);
    }

    private static VerifyReport Report(long sequence) =>
        new()
        {
            Sequence = sequence,
            Nodes = ["a", "b", "c"],
            Tables = 1,
            NotCompared = [],
        };

    private static Evidence Place(string? key, string seen) =>
        new(
            "public.t",
            key,
            seen.Split(' ')
                .Select((what, i) => (Node: ((char)('a' + i)).ToString(), what))
                .ToDictionary(node => node.Node, node => node.what)
        );
}
