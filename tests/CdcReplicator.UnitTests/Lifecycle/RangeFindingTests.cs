using CdcReplicator.Cluster;
using CdcReplicator.Lifecycle;
using Xunit;

namespace CdcReplicator.UnitTests.Lifecycle;

public sealed class RangeFindingTests
{
    private static readonly TablePlan Plan = new("public.t", ["a", "b", "c", "d"], null);

    [Theory]
    // What each node answers: count, sum, last key; - is an error, ? an answer of an earlier version, . none at all.
    [InlineData("9:x:7 9:x:7 9:x:7", "a b c", "", "7")]
    [InlineData("9:x:7 9:y:7 9:x:7", "a c", "b", "7")]
    [InlineData("9:x:7 8:x:7 9:x:7", "a c", "b", "7")]
    // A row is missing at the end of the range, so it ends elsewhere.
    [InlineData("9:x:7 9:z:8 9:x:7", "a c", "b", "7")]
    // The open tail: one node has rows after the last key of the others.
    [InlineData("3:x:end 9:y:12 3:x:end", "a c", "b", "end")]
    [InlineData("9:x:7 9:y:6", "", "a b", "6")]
    [InlineData("9:x:7 9:y:end", "", "a b", "7")]
    [InlineData("9:x:7 9:x:7 9:y:9 9:y:9", "", "a b c d", "7")]
    [InlineData("9:x:7 - 9:x:7", "a c", "", "7")]
    [InlineData("9:x:7 ? 9:x:7", "a c", "", "7")]
    [InlineData("9:x:7 . 9:x:7", "a c", "", "7")]
    [InlineData("0:o:end 0:o:end - .", "a b", "", "end")]
    public void Of_Answers_OnlyThoseThatAgreeWithMostAreEqual(string seen, string equal, string odd, string through)
    {
        var found = RangeFinding.Of(Plan, [.. Answers(seen)])!;

        Assert.Equal(equal, string.Join(' ', found.Equal));
        Assert.Equal(odd, string.Join(' ', found.Odd));
        Assert.Equal(through, found.Through is { } key ? string.Join(',', key) : "end");
        Assert.Equal(equal.Length == 0 && odd.Length > 0, found.IsTie);
        Assert.Equal(40, found.Sequence);
    }

    [Theory]
    [InlineData("9:x:7")]
    [InlineData("9:x:7 - . ?")]
    [InlineData("- -")]
    [InlineData("")]
    public void Of_FewerThanTwoAnswers_IsNothing(string seen) => Assert.Null(RangeFinding.Of(Plan, [.. Answers(seen)]));

    [Fact]
    public void Of_NodesThatDigestedOtherColumns_IsNothing()
    {
        NodeDigest[] answers = [.. Answers("9:x:7 9:y:7")];
        answers[1] = answers[1] with { Tables = [answers[1].Tables[0] with { Columns = ["id"] }] };

        Assert.Null(RangeFinding.Of(Plan, answers));
    }

    private static IEnumerable<NodeDigest> Answers(string seen)
    {
        var node = 'a';
        foreach (var text in seen.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var id = $"{node++}";
            if (text == ".")
            {
                continue;
            }

            var table = new TableDigest("public.t", ["id", "v"], [], TableDigest.CurrentForm, Range(text));
            yield return new NodeDigest("c1", id, 40, text == "-" ? "cut off" : null, text == "-" ? [] : [table]);
        }
    }

    private static RangeDigest? Range(string text)
    {
        if (text is "?" or "-")
        {
            return null;
        }

        var parts = text.Split(':');
        long[]? through = parts[2] == "end" ? null : [long.Parse(parts[2], null)];
        return new RangeDigest(through, new BucketDigest(long.Parse(parts[0], null), parts[1]), 100);
    }
}
