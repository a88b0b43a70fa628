using CdcReplicator.Cluster;
using CdcReplicator.Lifecycle;
using Xunit;

namespace CdcReplicator.UnitTests.Lifecycle;

public sealed class RepairKeysTests
{
    [Fact]
    public void Of_MajorityAgainstTheNode_TakesTheKeysFromOneOfIt()
    {
        var keys = Of(["a:1", "b:1", "c:2"], "c", from: null);

        Assert.Equal(("a", "1"), (Assert.Single(keys.Tables).From, Assert.Single(keys.Tables[0].Keys)));
        Assert.Equal((1, 0), (keys.Count, keys.Undecided));
    }

    [Theory]
    [InlineData("a", 0, 0)]
    [InlineData("b", 0, 0)]
    public void Of_NodeOfTheMajority_HasNothingToTake(string node, int count, int undecided)
    {
        var keys = Of(["a:1", "b:1", "c:2"], node, from: null);

        Assert.Equal((count, undecided), (keys.Count, keys.Undecided));
    }

    [Fact]
    public void Of_NoMajority_IsUndecidedUnlessSomebodyIsNamed()
    {
        Assert.Equal((0, 1), Counts(Of(["a:1", "b:2"], "b", from: null)));
        Assert.Equal((1, 0), Counts(Of(["a:1", "b:2"], "b", from: "a")));
        Assert.Equal((0, 1), Counts(Of(["a:1", "b:2"], "b", from: "gone")));
    }

    [Fact]
    public void Of_NamedNodeAgainstTheMajority_IsRightAllTheSame() =>
        Assert.Equal("c", Assert.Single(Of(["a:1", "b:1", "c:2"], "b", from: "c").Tables).From);

    private static (long Count, long Undecided) Counts(RepairKeys keys) => (keys.Count, keys.Undecided);

    /// <summary>One key that nodes have with these values.</summary>
    private static RepairKeys Of(string[] seen, string node, string? from)
    {
        var rows = seen.ToDictionary(one => one.Split(':')[0], one => one.Split(':')[1], StringComparer.Ordinal);
        var plan = new TablePlan("public.t", [.. rows.Keys], null);
        var comparison = new Comparison(new VerifyPlan([plan], [], []));
        Answer(comparison, rows, _ => new PartDigest(0, 0, Sum("0"), [], null));
        Answer(comparison, rows, value => new PartDigest(1, 0, Sum(value), null, [new KeyedDigest("1", value, 1)]));
        return RepairKeys.Of(comparison, node, from);
    }

    private static void Answer(Comparison comparison, Dictionary<string, string> rows, Func<string, PartDigest> answer)
    {
        var asked = comparison.Next();
        comparison.Take(
            asked,
            rows.ToDictionary(
                row => row.Key,
                row => new NodeDigest(
                    "c",
                    row.Key,
                    1,
                    null,
                    [
                        new TableDigest(
                            "public.t",
                            ["id"],
                            [
                                .. asked[0]
                                    .Parts.Select(part =>
                                        part.WithRows
                                            ? answer(row.Value) with
                                            {
                                                Depth = part.Depth,
                                                Index = part.Index,
                                            }
                                            : Divided(row.Value)
                                    ),
                            ],
                            TableDigest.CurrentForm
                        ),
                    ]
                )
            )
        );
    }

    private static PartDigest Divided(string value) =>
        new(
            0,
            0,
            Sum(value),
            [
                .. Enumerable
                    .Range(0, KeyPath.FanOut)
                    .Select(place => place == 0 ? Sum(value) : new BucketDigest(0, "0")),
            ],
            null
        );

    private static BucketDigest Sum(string value) => new(1, value);
}
