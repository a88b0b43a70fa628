using CdcReplicator.Model;
using CdcReplicator.Nodes;
using Xunit;
using static CdcReplicator.Model.SnapshotMark;

namespace CdcReplicator.UnitTests;

public sealed class SnapshotProgressTests
{
    /// <summary>
    /// Rows as <c>mark:attempt</c>; what each means: B begins, R begins again what was broken off, b brings, n is noted
    /// beside, E ends, D is given up; then what the node is in: O a part, S streaming, - nothing.
    /// </summary>
    [Theory]
    [InlineData("as documented", "First:a Middle:a FirstOfTable:a Last:a", "Bb/O b/O b/O bE/-")]
    [InlineData("one row", "Last:a", "BbE/-")]
    [InlineData("no first", "FirstOfTable:a Middle:a Last:a", "Bb/O b/O bE/-")]
    [InlineData("not even that", "Middle:a Middle:a Last:a", "Bb/O b/O bE/-")]
    [InlineData("late first", "FirstOfTable:a Middle:a First:a Middle:a Last:a", "Bb/O b/O b/O b/O bE/-")]
    [InlineData("begun again", "First:a Middle:a First:b Last:b", "Bb/O b/O BRb/O bE/-")]
    [InlineData("begun again without first", "Middle:a Middle:a Middle:b Last:b", "Bb/O b/O BRb/O bE/-")]
    [InlineData("broken off at once", "First:a FirstOfTable:b Last:b", "Bb/O BRb/O bE/-")]
    [InlineData("begun again twice", "First:a First:b Middle:b First:c Last:c", "Bb/O BRb/O b/O BRb/O bE/-")]
    [InlineData("one row of the second", "First:a Middle:a Last:b", "Bb/O b/O BRbE/-")]
    [InlineData("rows share nothing", "First:a Middle:b Middle:c Last:d", "Bb/O b/O b/O bE/-")]
    [InlineData("nothing known", "First: Middle: First: Middle: Last:", "Bb/O b/O BRb/O b/O bE/-")]
    [InlineData("nothing known, no first", "FirstOfTable: FirstOfTable: Last:", "Bb/O b/O bE/-")]
    [InlineData("streamed between", "First:a Middle:a None: Middle:a Last:a", "Bb/O b/O n/S b/O bE/-")]
    [InlineData("streamed, then another", "First:a Middle:a None: First:b Last:b", "Bb/O b/O n/S Bb/O bE/-")]
    [InlineData("incremental beside", "First:a Incremental: Last:a", "Bb/O n/O bE/-")]
    [InlineData("no end", "First:a None: None@5 None@20000 None:", "Bb/O n/S n/S D/- /-")]
    [InlineData("rows behind the end", "First:a Last:a Middle:a None:", "Bb/O bE/- /- /-")]
    [InlineData("a second snapshot", "First:a Last:a First:b Last:b", "Bb/O bE/- Bb/O bE/-")]
    [InlineData("no snapshot", "None: Incremental:", "/- /-")]
    public void Next_RowsInOrder_MeansForTheSnapshot(string what, string rows, string expected)
    {
        SnapshotState? state = null;
        var sequence = 0L;
        var means = new List<string>();
        foreach (var row in rows.Split(' '))
        {
            var parts = row.Split(':', '@');
            var attempt = row.Split(':') is [_, { Length: > 0 } named] ? named : null;
            sequence = row.Contains('@', StringComparison.Ordinal)
                ? long.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture)
                : sequence + 1;
            var step = SnapshotProgress.Next(state, Enum.Parse<SnapshotMark>(parts[0]), attempt, sequence);
            state = step.Next;
            means.Add(Text(step));
        }

        Assert.Equal($"{what}: {expected}", $"{what}: {string.Join(' ', means)}");
    }

    /// <summary>A node of an earlier version knows that it is inside a snapshot, and nothing of its rows.</summary>
    [Theory]
    [InlineData(Middle, false)]
    [InlineData(FirstOfTable, false)]
    [InlineData(First, true)]
    internal void Next_OfWhichNothingIsKnown_GoesByTheMark(SnapshotMark mark, bool begins)
    {
        var open = SnapshotState.Begun(null);

        Assert.Equal(begins, SnapshotProgress.Next(open, mark, "a", 1).Begins);
    }

    private static string Text(SnapshotStep step) =>
        (step.Begins ? "B" : "")
        + (step.Repeats ? "R" : "")
        + (step.Brings ? "b" : "")
        + (step.Notes ? "n" : "")
        + (step.Ends ? "E" : "")
        + (step.Drops ? "D" : "")
        + step.Next switch
        {
            { Stage: SnapshotStage.Open } => "/O",
            { Stage: SnapshotStage.Streaming } => "/S",
            _ => "/-",
        };
}
