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
    public void Check_OwnWrite_MustBeSeenByLaterReadsOfTheSession()
    {
        Assert.Equal("backwards", Kinds(Writes[1] with { Session = "s" }, Read(19)));
        Assert.Equal("", Kinds(Writes[1] with { Session = "s" }, Read(20) with { Versions = [2] }));
        Assert.Equal("", Kinds(Writes[1] with { Session = "other" }, Read(19)));
    }

    [Theory]
    [InlineData(14, "token")]
    [InlineData(15, "")]
    public void Check_TokenGivenOut_MustCoverWhatWasSeen(long sequence, string expected) =>
        Assert.Equal(expected, Kinds(Read(15), new TokenEvent("s", sequence, IsTaken: false)));

    [Theory]
    [InlineData(16, "backwards")]
    [InlineData(15, "")]
    public void Check_SessionThatBeginsWithAToken_KeepsToIt(long sequence, string expected) =>
        Assert.Equal(expected, Kinds(new TokenEvent("s", sequence, IsTaken: true), Read(15)));

    [Fact]
    public void Parse_OfWrittenLines_GivesTheEventsButNotACutOne()
    {
        HistoryEvent[] events =
        [
            Writes[0],
            Writes[0] with
            {
                Session = "s",
            },
            new TokenEvent("s", 7, IsTaken: true),
            new UnansweredEvent("s", "NpgsqlException"),
            Read(15) with
            {
                Versions = [1, 0, 7],
            },
        ];
        var lines = events.Select(HistoryLine.Of).ToList();
        Assert.Equal(lines, HistoryLine.Parse([.. lines, "R s n1 3"]).Select(HistoryLine.Of));
        Assert.Throws<FormatException>(() => HistoryLine.Parse(["R s n1 3", .. lines]).Count());
    }

    private static ReadEvent Read(long position) => new("s", "n1", 0, 1, -1, KeepsOrder: true, position, [1]);

    private static string Kinds(params HistoryEvent[] events)
    {
        var checker = new ReadHistoryChecker(Writes, [new ClosedInterval("n1", 100, 200, "drained")]);
        return string.Join(' ', events.SelectMany(checker.Check).Select(line => line.Split(':')[0]));
    }
}
