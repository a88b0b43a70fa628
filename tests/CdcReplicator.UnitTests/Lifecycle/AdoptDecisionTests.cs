using CdcReplicator.Lifecycle;
using CdcReplicator.Model;
using CdcReplicator.Nodes;
using Xunit;

namespace CdcReplicator.UnitTests.Lifecycle;

public sealed class AdoptDecisionTests
{
    private static readonly FoundDatabase Copy = new()
    {
        Log = "l",
        Position = new NodePosition(5, 6, 0, null),
        Installation = new NodeInstallation("a", "nonce"),
    };

    public static IEnumerable<object[]> Databases =>
        new TheoryData<FoundDatabase, string?>
        {
            { Copy, null },
            { Copy with { CopyOf = "x serves y" }, null },
            { Copy with { Installation = null }, null },
            {
                new FoundDatabase { IsUnfinished = true },
                "is half filled"
            },
            { new FoundDatabase(), "has no state of a node (cdc_replicator)" },
            { Copy with { Log = "other" }, "belongs to log other" },
            { Copy with { Position = null }, "has applied nothing yet" },
        };

    [Theory]
    [MemberData(nameof(Databases))]
    internal void ProblemOf_Database_SaysWhatIsMissing(FoundDatabase found, string? problem)
    {
        var said = AdoptDecision.ProblemOf(Facts(found));

        Assert.Equal(problem is null, said is null);
        Assert.Contains(problem ?? "", said ?? "", StringComparison.Ordinal);
    }

    [Theory]
    // The original lives on its own database.
    [InlineData("a", false, null)]
    [InlineData("a", true, "works on the database at")]
    [InlineData("a", null, "has not answered")]
    // The name is taken.
    [InlineData("b", false, "is in use")]
    [InlineData("b", true, "works on the database at")]
    [InlineData("b", null, "is in use")]
    public void ProblemOfOthers_LivingMember_IsNeverLeftWithHalfADatabase(string other, bool? here, string? problem)
    {
        var facts = Facts(Copy) with
        {
            Others = [new LivingMember("c", "e", false), new LivingMember(other, "e", here)],
        };

        var said = AdoptDecision.ProblemOfOthers(facts);

        Assert.Equal(problem is null, said is null);
        Assert.Contains(problem ?? "", said ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void IsDone_SameNode_OnlyIfItIsNotRefused()
    {
        var done = Copy with { Installation = new NodeInstallation("b", "n") };

        Assert.True(AdoptDecision.IsDone(Facts(done)));
        Assert.False(AdoptDecision.IsDone(Facts(done with { CopyOf = "x serves y" })));
        Assert.False(AdoptDecision.IsDone(Facts(Copy)));
        Assert.False(AdoptDecision.IsDone(Facts(Copy with { Installation = null })));
    }

    private static AdoptFacts Facts(FoundDatabase found) => new("b", "file.db", "l", found, []);
}
