using CdcReplicator.Cluster;
using CdcReplicator.Lifecycle;
using Xunit;

namespace CdcReplicator.UnitTests.Lifecycle;

public sealed class ProofCourseTests
{
    private static readonly TablePlan[] Tables = [Plan("a"), Plan("b"), Plan("d")];

    [Theory]
    [InlineData(null, "a", false)]
    [InlineData("a", "a", true)]
    [InlineData("c", "d", false)]
    [InlineData("e", null, false)]
    public void Place_RoundStandsAtATable_IsThereOrAtTheNextOneThereIs(string? table, string? expected, bool goesOn)
    {
        var round = ProofCourse.First("x") with { Table = table, After = [7] };

        var place = ProofCourse.Place(round, Tables);

        Assert.Equal(expected, place?.Table.Table);
        Assert.Equal(goesOn, place?.After is not null);
    }

    [Fact]
    public void After_RangesOfATable_KeepsOnlyNodesThatWereEqualInAll()
    {
        var asked = Ask(ProofCourse.First("x"));
        var second = Ask(ProofCourse.After(asked, Found(["n1", "n2", "n3"], [10]), Tables, 1));
        Assert.Equal(("a", 10L), (second.Table, second.After![0]));

        var third = Ask(ProofCourse.After(second, Found(["n1", "n3"], [20]), Tables, 1));
        Assert.Equal(["n1", "n3"], third.Equal);
        Assert.Equal((200, asked.TableSince), (third.Rows, third.TableSince));

        var next = Ask(ProofCourse.After(third, Found(["n1", "n2", "n3"], null), Tables, 1));
        Assert.Equal("b", next.Table);
        Assert.Empty(next.Equal);
        Assert.Equal(0, next.Rows);
    }

    [Fact]
    public void After_LastTable_EndsTheRoundWhoseNextOneBeginsAnew()
    {
        var asked = Ask(ProofCourse.First("x") with { Table = "d", Began = 5 });

        var ended = ProofCourse.After(asked, Found(["n1", "n2"], null), Tables, 1);
        Assert.Equal((null, 5), (ended.Table, ended.Began));

        var again = Ask(ended);
        Assert.Equal(("a", 1000), (again.Table, again.Began));
    }

    [Theory]
    [InlineData(1.0, 400, 0)]
    [InlineData(0.5, 400, 400)]
    [InlineData(0.1, 400, 3600)]
    public void After_RangeThatTookTime_RestsSoThatTheLoadIsKept(double maxLoad, long milliseconds, long expected) =>
        Assert.Equal(
            expected,
            ProofCourse
                .After(
                    Ask(ProofCourse.First("x")),
                    Found(["n1", "n2"], [10]) with
                    {
                        Milliseconds = milliseconds,
                    },
                    Tables,
                    maxLoad
                )
                .WaitMilliseconds
        );

    [Theory]
    // Rows asked for, rows read, milliseconds, rows asked for next: what takes 5 s, and not all at once.
    [InlineData(10_000, 10_000, 10, 80_000)]
    [InlineData(10_000, 10_000, 2500, 20_000)]
    [InlineData(100_000, 100_000, 20_000, 25_000)]
    [InlineData(1_000, 1_000, 60_000, 1_000)]
    [InlineData(10_000, 300, 1, 10_000)]
    public void After_Range_NextOneHasRowsForASpanOfTime(long asked, long read, long milliseconds, long expected)
    {
        var round = Ask(ProofCourse.First("x") with { RowsPerRange = asked });
        var found = Found(["n1", "n2"], [10]) with { Rows = read, Milliseconds = milliseconds };

        Assert.Equal(expected, ProofCourse.After(round, found, Tables, 1).RowsPerRange);
    }

    [Fact]
    public void Ended_NothingToCompare_NextRoundBeginsAnIntervalAfterThisEntry()
    {
        var ended = ProofCourse.Ended(ProofCourse.First("x") with { Began = 5 }, "y");

        Assert.Equal(("y", null, null), (ended.Asker, ended.Table, ended.Began));
    }

    /// <summary>As the store fills in its time, 1000.</summary>
    private static ProofRound Ask(ProofRound round)
    {
        var claimed = ProofCourse.Claimed(round, ProofCourse.Place(round, Tables)!.Value, "x", TimeSpan.FromMinutes(1));
        return claimed with { Began = claimed.Began ?? 1000, TableSince = claimed.TableSince ?? 1000 };
    }

    private static RangeFinding Found(string[] equal, long[]? through) => new(equal, [], 40, through, 100, 5000);

    private static TablePlan Plan(string table) => new(table, ["n1", "n2", "n3"], null);
}
