using CdcReplicator.Router;
using Xunit;

namespace CdcReplicator.UnitTests.Router;

public class ReadPoliciesTests
{
    private const int Seed = 4711;
    private const int Picks = 6000;
    private static readonly NodeFigures Idle = new(0, 0.001, 0, 0, 1, IsLocal: false, Warmth: 1);

    [Fact]
    public void Create_EveryName_GivesThatPolicy() =>
        Assert.All(ReadPolicies.Names, name => Assert.Equal(name, ReadPolicies.Create(name, new Random(Seed)).Name));

    [Fact]
    public void Create_AnotherName_ListsTheNames() =>
        Assert.Contains(
            "least-cost, round-robin",
            Assert.Throws<ArgumentException>(() => ReadPolicies.Create("best", new Random(Seed))).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Choose_OneNode_EveryPolicyTakesIt() =>
        Assert.All(
            ReadPolicies.Names,
            name => Assert.Equal(0, ReadPolicies.Create(name, new Random(Seed)).Choose(new ReadCandidates([Idle])))
        );

    [Theory]
    [InlineData(ReadPolicies.LeastCost)]
    [InlineData(ReadPolicies.RoundRobin)]
    [InlineData(ReadPolicies.LeastLag)]
    [InlineData(ReadPolicies.Weighted)]
    [InlineData(ReadPolicies.Locality)]
    public void Choose_NodesAlike_SpreadsOverAll(string name) =>
        Assert.All(Shares(name, Idle, Idle, Idle), share => Assert.InRange(share, 0.28, 0.38));

    [Fact]
    public void Choose_LeastCost_TakesTheDearestOfThreeHardlyEver()
    {
        Assert.InRange(Shares(ReadPolicies.LeastCost, Idle, Idle, Idle with { InFlight = 1 })[2], 0, 0.001);
        Assert.InRange(Shares(ReadPolicies.LeastCost, Idle, Idle, Idle with { Latency = 0.002 })[2], 0, 0.001);
        Assert.InRange(
            Shares(ReadPolicies.LeastCost, Idle, Idle, Idle with { Failures = 1, Latency = 0 })[2],
            0,
            0.001
        );
        Assert.InRange(Shares(ReadPolicies.LeastCost, Idle, Idle, Idle with { Warmth = 0.5 })[2], 0, 0.001);
    }

    [Fact]
    public void Choose_LeastCost_TakesANewNodeForAsQuickAsTheOther() =>
        Assert.All(
            Shares(ReadPolicies.LeastCost, Idle, Idle, Idle with { Latency = double.NaN }),
            share => Assert.InRange(share, 0.28, 0.38)
        );

    [Fact]
    public void Choose_LeastLag_TakesTheNewestWhateverItCosts()
    {
        var shares = Shares(
            ReadPolicies.LeastLag,
            Idle with
            {
                Lag = 5,
            },
            Idle with
            {
                Lag = 4,
                InFlight = 99,
            },
            Idle with
            {
                Lag = long.MaxValue,
            }
        );

        Assert.Equal([0, 1, 0], shares);
    }

    [Fact]
    public void Choose_Weighted_FollowsWeightsAndWarmth()
    {
        var shares = Shares(
            ReadPolicies.Weighted,
            Idle with
            {
                Weight = 3,
            },
            Idle,
            Idle with
            {
                Weight = 4,
                Warmth = 0.25,
            },
            Idle with
            {
                Weight = 0,
            }
        );

        Assert.InRange(shares[0], 0.56, 0.64);
        Assert.InRange(shares[1], 0.17, 0.23);
        Assert.InRange(shares[2], 0.17, 0.23);
        Assert.Equal(0, shares[3]);
        Assert.Equal([1], Shares(ReadPolicies.Weighted, Idle with { Weight = 0 }));
    }

    [Fact]
    public void Choose_Locality_StaysNearUntilItIsSeveralTimesDearer()
    {
        var near = Idle with { IsLocal = true };

        Assert.Equal([1, 0, 0], Shares(ReadPolicies.Locality, near, Idle, Idle));
        Assert.Equal([1, 0, 0], Shares(ReadPolicies.Locality, near with { InFlight = 2 }, Idle, Idle));
        Assert.Equal(0, Shares(ReadPolicies.Locality, near with { InFlight = 9 }, Idle, Idle)[0]);
    }

    private static double[] Shares(string name, params NodeFigures[] nodes)
    {
        var policy = ReadPolicies.Create(name, new Random(Seed));
        var counts = new double[nodes.Length];
        for (var i = 0; i < Picks; i++)
        {
            counts[policy.Choose(new ReadCandidates(nodes))]++;
        }

        return [.. counts.Select(count => count / Picks)];
    }
}
