using CdcReplicator.Applier;
using CdcReplicator.Model;
using CdcReplicator.Nodes;
using Xunit;
using static CdcReplicator.UnitTests.Applier.Join.JoinSamples;

namespace CdcReplicator.UnitTests.Applier.Join;

/// <summary>How a node comes into the cluster, from every kind of facts.</summary>
public sealed class JoinDecisionTests
{
    private static readonly SeedFound Nothing = new SeedFound.Empty(HasTables: false);
    private static readonly SeedFound Tables = new SeedFound.Empty(HasTables: true);
    private static readonly SeedFound Rows = new SeedFound.RowsWithoutPosition([TableName.Parse("t")]);
    private static readonly SeedFound Whole = new SeedFound.Node(LogId.New(), NodePosition.Origin);
    private static readonly SeedFound Half = new SeedFound.Unfinished("a", DateTimeOffset.UnixEpoch);

    private static readonly Dictionary<string, SeedFound> Found = new()
    {
        ["nothing"] = Nothing,
        ["tables"] = Tables,
        ["rows"] = Rows,
        ["node"] = Whole,
        ["half"] = Half,
    };

    [Theory]
    [InlineData("node", 0, 10, true, "open")]
    [InlineData("node", 5, 10, true, "open")]
    [InlineData("nothing", 0, 0, false, "open")]
    [InlineData("nothing", 0, 10, false, "open")]
    [InlineData("nothing", 0, 10, true, "seed a FillEmpty")]
    [InlineData("nothing", 0, 0, true, "seed a FillEmpty")]
    [InlineData("nothing", 5, 10, true, "seed a FillEmpty")]
    [InlineData("nothing", 5, 10, false, "wait")]
    [InlineData("tables", 0, 10, true, "open")]
    [InlineData("tables", 0, 10, false, "open")]
    [InlineData("tables", 0, 0, true, "open")]
    [InlineData("tables", 5, 10, true, "seed a FillEmpty")]
    [InlineData("tables", 5, 10, false, "wait")]
    [InlineData("rows", 0, 0, true, "open")]
    [InlineData("rows", 0, 10, true, "refuse")]
    [InlineData("rows", 5, 10, false, "refuse")]
    [InlineData("half", 0, 10, true, "seed a FillEmpty")]
    [InlineData("half", 0, 0, true, "seed a FillEmpty")]
    [InlineData("half", 0, 10, false, "wait")]
    public void Of_Facts_GiveTheStep(string found, long start, long end, bool hasDonor, string expected) =>
        Assert.Equal(expected, Text(Step(Found[found], start, end, hasDonor ? [Other("a")] : [])));

    [Theory]
    [InlineData("node", true, "seed a Replace")]
    [InlineData("rows", true, "seed a Replace")]
    [InlineData("nothing", true, "seed a Replace")]
    [InlineData("half", true, "seed a FillEmpty")]
    [InlineData("node", false, "wait")]
    public void Of_ReplaceOrdered_ReplacesOnlyWithADonor(string found, bool hasDonor, string expected) =>
        Assert.Equal(
            expected,
            Text(
                JoinDecision.Of(
                    Facts(Found[found], 0, 10, hasDonor ? [Other("a")] : []) with
                    {
                        IsReplaceOrdered = true,
                    }
                )
            )
        );

    [Fact]
    public void Of_RowsAndNoPosition_NamesTablesAndTheThreeWaysOn()
    {
        var refused = Assert.IsType<JoinStep.Refuse>(Step(Rows, 0, 10, [Other("a")]));

        Assert.Contains("public.t", refused.Problem, StringComparison.Ordinal);
        Assert.Contains("node adopt new", refused.Remedy, StringComparison.Ordinal);
        Assert.Contains("node seed new --replace", refused.Remedy, StringComparison.Ordinal);
        Assert.Contains("another, empty database", refused.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "open")]
    [InlineData(3, "refuse")]
    public void Of_RowsThatEveryNodeBeganWith_AreOpenedWhileTheLogHasItsBeginning(long start, string expected)
    {
        var node = NewNode() with { RowsWithoutPosition = RowsWithoutPosition.Apply };

        Assert.Equal(expected, Text(JoinDecision.Of(Facts(Rows, start, 10, [Other("a")]) with { Node = node })));
    }

    [Fact]
    public void Of_RowsInIgnoredTablesAlone_CountAsNone()
    {
        var node = NewNode() with { Ignore = ["public.t"] };

        Assert.Equal("seed a FillEmpty", Text(JoinDecision.Of(Facts(Rows, 0, 10, [Other("a")]) with { Node = node })));
    }

    [Theory]
    [InlineData(NodeState.Joining, 7, "wait")]
    [InlineData(NodeState.Halted, 7, "wait")]
    [InlineData(NodeState.Joining, -1, "open")]
    public void Of_NoTablesAndNobodyServesYet_WaitsOnlyForWhoHasSomething(
        NodeState state,
        long applied,
        string expected
    ) => Assert.Equal(expected, Text(Step(Nothing, 0, 10, [Other("a", state, applied)])));

    [Fact]
    public void Of_DonorNamedThatIsNoMember_WaitsAndSaysSo()
    {
        var facts = Facts(Nothing, 0, 10, [Other("a")]) with { Node = NewNode(from: "b") };

        var wait = Assert.IsType<JoinStep.Wait>(JoinDecision.Of(facts));

        Assert.Contains(
            "\"b\", which Seed:From names, is no member",
            wait.Problem.Replace('\'', '"'),
            StringComparison.Ordinal
        );
    }

    private static JoinStep Step(SeedFound found, long start, long end, DonorCandidate[] others) =>
        JoinDecision.Of(Facts(found, start, end, others));

    private static JoinFacts Facts(SeedFound found, long start, long end, DonorCandidate[] others) =>
        new()
        {
            Node = NewNode(),
            Found = found,
            Bounds = Log(start, end),
            Others = others,
        };

    private static string Text(JoinStep step) =>
        step switch
        {
            JoinStep.Open => "open",
            JoinStep.Seed seed => $"seed {seed.Donor.NodeId} {seed.Mode}",
            JoinStep.Wait => "wait",
            _ => "refuse",
        };
}
