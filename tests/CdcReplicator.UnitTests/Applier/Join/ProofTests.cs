using CdcReplicator.Applier;
using CdcReplicator.Cluster;
using CdcReplicator.Nodes;
using Xunit;
using static CdcReplicator.UnitTests.Applier.Join.JoinSamples;

namespace CdcReplicator.UnitTests.Applier.Join;

/// <summary>What is compared before a filled node serves, and what the answers say.</summary>
public sealed class ProofTests
{
    private const long Asked = 7;
    private static readonly BucketDigest Some = new(2, "0a");

    [Fact]
    public void Plan_SameTables_AsksForAllRowsAndColumnsOfEach()
    {
        var plan = ProofPlan.Of(Node("new", Table("t", "a"), Table("u")), Node("a", Table("u"), Table("t", "a")));

        Assert.Null(plan.Problem);
        Assert.Equal(["public.t", "public.u"], plan.Requests.Select(request => request.Table));
        Assert.Equal(["id", "a"], plan.Requests[0].Columns);
        Assert.All(plan.Requests, request => Assert.Equal([new PartRequest(0, 0, WithRows: false)], request.Parts));
    }

    [Fact]
    public void Plan_TableOrColumnThatOnlyOneHas_CannotBeCompared()
    {
        var table = ProofPlan.Of(Node("new", Table("t")), Node("a", Table("t"), Table("u")));
        var column = ProofPlan.Of(Node("new", Table("t")), Node("a", Table("t", "b")));

        Assert.Contains("public.u", table.Problem, StringComparison.Ordinal);
        Assert.Contains("public.t.b", column.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_WhatSettingsLeaveOut_IsNotAsked()
    {
        var own = Node("new", Table("t")) with { Ignored = ["public.u", "public.t.b"] };

        var plan = ProofPlan.Of(own, Node("a", Table("t", "b"), Table("u")));

        Assert.Null(plan.Problem);
        Assert.Equal(["id"], Assert.Single(plan.Requests).Columns);
    }

    [Fact]
    public void Judge_EqualAnswers_AreEqual() =>
        Assert.Equal(new ProofOutcome.Equal("a", Asked), Judge(Answer(Some), Answer(Some)));

    [Theory]
    [InlineData(2, "0b")]
    [InlineData(3, "0a")]
    public void Judge_AnotherSumOrCount_Differs(long count, string sum)
    {
        var outcome = Assert.IsType<ProofOutcome.Different>(Judge(Answer(Some), Answer(new BucketDigest(count, sum))));

        Assert.Equal(["public.t"], outcome.Tables);
    }

    public static TheoryData<string> NeverEqual =>
        ["none", "own none", "error", "own error", "other place", "no table", "less columns", "no part", "a part"];

    [Theory]
    [MemberData(nameof(NeverEqual))]
    public void Judge_WhateverIsMissing_IsNeverEqual(string what)
    {
        var whole = Answer(Some);
        var (own, other) = what switch
        {
            "none" => (whole, null),
            "own none" => (null, whole),
            "error" => (whole, whole with { Error = "it cannot" }),
            "own error" => (whole with { Error = "it cannot" }, whole),
            "other place" => (whole, whole with { Sequence = Asked + 1 }),
            "no table" => (whole, whole with { Tables = [] }),
            "less columns" => (whole, WithTable(table => table with { Columns = ["id"] })),
            "no part" => (whole, WithTable(table => table with { Parts = [] })),
            _ => (whole, WithTable(table => table with { Parts = [table.Parts[0] with { Depth = 1 }] })),
        };

        Assert.IsType<ProofOutcome.NotComparable>(Judge(own, other));
    }

    [Fact]
    public void Duty_Owed_IsAskedOnceTheNodeIsLevelAndEndsWithTheProof()
    {
        var duty = new ProofDuty(new ApplierSettings());
        duty.Opened(new OwedProof("a", 1));

        Assert.False(duty.TryBegin(isLevel: false, now: 0));
        Assert.True(duty.TryBegin(isLevel: true, now: 1));
        Assert.False(duty.TryBegin(isLevel: true, now: 2));
        Assert.NotNull(duty.Reason);

        duty.Take(new ProofOutcome.Equal("a", 5), now: 3);

        Assert.Null(duty.Owed);
        Assert.Null(duty.Reason);
        Assert.False(duty.TryBegin(isLevel: true, now: 100_000));
    }

    [Fact]
    public void Duty_NotComparable_IsTriedAgainLessAndLessOften()
    {
        var duty = new ProofDuty(new ApplierSettings { FirstProofPause = 10, MaxProofPause = 25 });
        duty.Opened(new OwedProof("a", 1));
        var now = 0L;
        var pauses = new List<long>();
        for (var turn = 0; turn < 4; turn++)
        {
            Assert.True(duty.TryBegin(isLevel: true, now));
            duty.Take(new ProofOutcome.NotComparable("Nobody is there."), now);
            var asked = now;
            while (!duty.TryBegin(isLevel: true, now))
            {
                now++;
            }

            duty.Forget();
            pauses.Add(now - asked);
        }

        Assert.Equal([10, 20, 25, 25], pauses);
        Assert.Contains("Nobody is there.", duty.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Duty_Different_WaitsUntilSomebodyFindsOtherwise()
    {
        var duty = new ProofDuty(new ApplierSettings());
        duty.Opened(new OwedProof("a", 1));
        Assert.True(duty.TryBegin(isLevel: true, now: 0));
        duty.Take(new ProofOutcome.Different("a", 5, ["public.t"]), now: 0);

        Assert.False(duty.TryBegin(isLevel: true, now: 1_000_000));
        Assert.NotNull(duty.Owed);
        duty.LookAgain();
        Assert.True(duty.TryBegin(isLevel: true, now: 1_000_001));
    }

    private static ProofOutcome Judge(NodeDigest? own, NodeDigest? other) =>
        ProofComparison.Judge(
            ProofPlan.Of(Node("new", Table("t", "a")), Node("a", Table("t", "a"))).Requests,
            Asked,
            own,
            other,
            "a"
        );

    private static NodeDigest Answer(BucketDigest total) =>
        new(
            "c",
            "n",
            Asked,
            null,
            [new TableDigest("public.t", ["a", "id"], [new PartDigest(0, 0, total, [], null)], TableDigest.CurrentForm)]
        );

    private static NodeDigest WithTable(Func<TableDigest, TableDigest> change)
    {
        var answer = Answer(Some);
        return answer with { Tables = [change(answer.Tables[0])] };
    }
}
