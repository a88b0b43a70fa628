using CdcReplicator.ReadHistory;
using Xunit;

namespace CdcReplicator.ReadHistoryTests;

public class ReadHistoryCheckerTests
{
    private static readonly WriteEvent[] Writes = [new(0, 1, 10), new(0, 2, 20), new(0, 4, 40)];

    [Theory]
    [InlineData(10, 1, "")]
    [InlineData(9, 0, "")]
    [InlineData(19, 1, "")]
    [InlineData(20, 2, "")]
    [InlineData(30, 3, "")] // Its receipt was lost.
    [InlineData(50, 5, "")]
    [InlineData(20, 1, "data")]
    [InlineData(19, 2, "data")]
    [InlineData(39, 4, "data")]
    [InlineData(40, 3, "data")]
    [InlineData(9, 1, "data")]
    public void Check_VersionAtPosition_MustBeTheOneWritten(long position, long version, string expected) =>
        Assert.Equal(expected, Kinds(Read(position) with { Versions = [version] }));

    [Fact]
    public void Check_PositionBelowWanted_IsBroken()
    {
        Assert.Equal("", Kinds(Read(15) with { Wanted = 15 }));
        Assert.Equal("below", Kinds(Read(15) with { Wanted = 16 }));
    }

    [Fact]
    public void Check_LowerPositionLater_IsBrokenWithinASessionOnly()
    {
        Assert.Equal("backwards", Kinds(Read(15), Read(14)));
        Assert.Equal("", Kinds(Read(15), Read(14) with { Session = "other" }));
        Assert.Equal("", Kinds(Read(15), Read(14) with { KeepsOrder = false }));
        Assert.Equal("backwards", Kinds(Read(15), Read(12) with { KeepsOrder = false }, Read(14)));
    }

    [Theory]
    [InlineData("n1", 100, 200, "closed")]
    [InlineData("n1", 99, 150, "")]
    [InlineData("n1", 150, 201, "")]
    [InlineData("n2", 150, 160, "")]
    public void Check_ReadInsideAClosedTime_IsBroken(string node, long began, long ended, string expected) =>
        Assert.Equal(expected, Kinds(Read(15) with { Node = node, Began = began, Ended = ended }));

    [Fact]
    public void Parse_OfWrittenLines_GivesTheEventsButNotACutOne()
    {
        var read = Read(15) with { Versions = [1, 0, 7] };
        var (writes, reads) = HistoryLine.Parse($"{HistoryLine.Of(Writes[0])}\n{HistoryLine.Of(read)}\nR s n1 3");
        Assert.Equal(Writes[0], Assert.Single(writes));
        Assert.Equal(HistoryLine.Of(read), HistoryLine.Of(Assert.Single(reads)));
    }

    private static ReadEvent Read(long position) => new("s", "n1", 0, 1, -1, KeepsOrder: true, position, [1]);

    private static string Kinds(params ReadEvent[] reads) =>
        string.Join(
            ' ',
            ReadHistoryChecker
                .Check(Writes, reads, [new ClosedInterval("n1", 100, 200, "drained")])
                .Select(line => line.Split(':')[0])
        );
}
