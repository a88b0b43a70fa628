using Xunit;

namespace CdcReplicator.CrashTests;

public sealed class HistoryCheckerTests
{
    private static readonly LoggedWrite[] History =
    [
        new(1, "", true, [new("lists/1", []), new("lists/2", [])]),
        new(4, "a", true, [new("lists/1", ["a"], []), new("lists/2", ["a"], [])]),
        new(6, "x", true, [new("lists/1", ["a", "x"], ["a"]), new("lists/2", ["a", "x"], ["wrong"])]),
        new(9, "b", true, [new("lists/1", ["a", "b"], ["a"]), new("lists/2", ["a", "b"], ["a"])]),
        new(12, "c", false, [new("journal/7/c", ["c"])]),
    ];

    private static readonly Dictionary<long, string> Rejections = new() { [6] = "ExpectationFailed" };

    [Theory]
    [InlineData(1, "", "", 0)]
    [InlineData(4, "a", "a", 0)]
    [InlineData(5, "a", "a", 0)]
    [InlineData(6, "a", "a", 1)]
    [InlineData(9, "a,b", "a,b", 1)]
    public void Violations_PrefixOfTheLog_AreNone(long position, string first, string second, int rejections)
    {
        Assert.Empty(Check(position, first, second, rejections: rejections));
    }

    [Fact]
    public void Violations_WholeLog_AreNone()
    {
        Assert.Empty(Check(12, "a,b", "a,b", "c"));
    }

    [Theory]
    [InlineData(9, "b", "b", "lists/1: lost a", "lists/2: lost a")]
    [InlineData(9, "a,b,b", "a,b", "lists/1: duplicated b")]
    [InlineData(9, "b,a", "a,b", "lists/1: reordered to b,a from a,b")]
    [InlineData(9, "a,b", "a", "lists/2: lost b", "torn b: in 1 of 2 rows")]
    [InlineData(6, "a,b", "a,b", "lists/1: b is ahead of the position", "lists/2: b is ahead of the position")]
    [InlineData(6, "a,x", "a", "lists/1: x is ahead of the position", "torn x: in 1 of 2 rows")]
    public void Violations_WrongList_AreNamed(long position, string first, string second, params string[] expected)
    {
        Assert.Equal(expected, Check(position, first, second));
    }

    [Fact]
    public void Violations_RowOfAKeylessTableTwice_IsDuplicated()
    {
        Assert.Equal(["journal/7/c: duplicated c"], Check(12, "a,b", "a,b", "c,c"));
    }

    [Fact]
    public void Violations_MissingAndUnexpectedRows_AreNamed()
    {
        var node = new NodeContents(
            1,
            new Dictionary<string, IReadOnlyList<string>> { ["lists/1"] = [], ["lists/3"] = [] },
            new Dictionary<long, string>()
        );

        Assert.Equal(["lists/2: lost row", "lists/3: unexpected row"], HistoryChecker.Violations(History, node));
    }

    [Fact]
    public void Violations_RowThatComesLater_IsAheadOfThePosition()
    {
        var node = new NodeContents(
            0,
            new Dictionary<string, IReadOnlyList<string>> { ["lists/1"] = [] },
            new Dictionary<long, string>()
        );

        Assert.Equal(["lists/1: the row is ahead of the position"], HistoryChecker.Violations(History, node));
    }

    [Fact]
    public void Violations_RejectionMissing_IsNamed()
    {
        Assert.Equal(
            ["transaction 6: verdict accepted instead of ExpectationFailed"],
            Check(9, "a,b", "a,b", rejections: 0)
        );
    }

    [Fact]
    public void Violations_RejectionThatComesLater_IsAheadOfThePosition()
    {
        Assert.Equal(["transaction 6: its rejection is ahead of the position"], Check(5, "a", "a", rejections: 1));
    }

    private static IReadOnlyList<string> Check(
        long position,
        string first,
        string second,
        string journal = "",
        int rejections = 1
    )
    {
        var rows = new Dictionary<string, IReadOnlyList<string>>
        {
            ["lists/1"] = Elements(first),
            ["lists/2"] = Elements(second),
        };
        if (journal.Length > 0)
        {
            rows["journal/7/c"] = Elements(journal);
        }

        var rejected = Rejections.Take(rejections).ToDictionary(entry => entry.Key, entry => entry.Value);
        return HistoryChecker.Violations(History, new NodeContents(position, rows, rejected));
    }

    private static string[] Elements(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries);
}
