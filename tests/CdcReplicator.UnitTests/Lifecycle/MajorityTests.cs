using CdcReplicator.Lifecycle;
using Xunit;

namespace CdcReplicator.UnitTests.Cli;

public sealed class MajorityTests
{
    [Theory]
    [InlineData("x x", null, "")]
    [InlineData("x y", null, "a b")]
    [InlineData("x y", "b", "a")]
    [InlineData("x y", "elsewhere", "a b")]
    [InlineData("x x y", null, "c")]
    [InlineData("x x y", "c", "a b")]
    [InlineData("x y z", null, "a b c")]
    [InlineData("x x y y", null, "a b c d")]
    [InlineData("x x y z", null, "a b c d")]
    [InlineData("x x x y z", null, "d e")]
    public void OddOnes_OfWhatNodesHave(string seen, string? trusted, string expected)
    {
        var nodes = seen.Split(' ').Select((what, i) => (Node: ((char)('a' + i)).ToString(), what));

        var odd = Majority.OddOnes(nodes.ToDictionary(node => node.Node, node => node.what), trusted);

        Assert.Equal(expected, string.Join(' ', odd));
    }
}
