using CdcReplicator.Cli;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests.Cli;

public sealed class MemberTableTests
{
    private static readonly MemberReport Member = new()
    {
        Node = "warehouse-east",
        Kind = "postgres",
        Endpoint = "postgres://database-1.internal.example:5432/warehouse",
        State = "catching up",
        Position = 123_456_789,
        LagRecords = 1_234_567,
        LagSeconds = 321.5,
        AppliedPerSecond = 12_345.6,
        HeartbeatAgeSeconds = 0.4,
        Healthy = true,
    };

    [Fact]
    public void Status_Usual_FitsInto80ColumnsAndNamesTheNode()
    {
        var lines = MemberTable.Status(Report(Member), wide: false).Lines(coloured: false).ToList();

        Assert.All(lines, line => Assert.InRange(line.Length, 1, 80));
        Assert.StartsWith(
            "warehouse-east  catching up  123456789  1,234,567 (321.5 s)",
            lines[1],
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Status_Wide_EndsWithKindAndEndpoint() =>
        Assert.EndsWith(
            $"postgres  {Member.Endpoint}",
            MemberTable.Status(Report(Member), wide: true).Lines(coloured: false).Last(),
            StringComparison.Ordinal
        );

    [Fact]
    public void Remarks_CountsAndStandbys_ALineEach()
    {
        var member = Member with
        {
            Rejections = new Dictionary<string, long> { ["DuplicateKey"] = 3, ["MissingRow"] = 1200 },
            LoneRejections = 1100,
            Duplicates = new Dictionary<string, long> { ["shop"] = 40 },
            OtherDuplicates = 2,
            Adapted = new Dictionary<string, long> { [AdaptedValues.StrippedNulls("shop")] = 7 },
            Diverged = "since then: why",
        };

        var remarks = MemberRemarks.Of(
            Report(member) with
            {
                Standbys = [new StandbyReport("warehouse-east", "host:1:x", 1.26, 61.5)],
            }
        );

        Assert.Equal(
            [
                "warehouse-east: diverged since then: why",
                "warehouse-east: rejected MissingRow 1,200, DuplicateKey 3, since its applier started; most of the "
                    + "others accepted 1,100 of them",
                "warehouse-east: passed over as duplicates: shop 40, others 2",
                "warehouse-east: taken otherwise than they came: U+0000 taken out, source shop 7, since its "
                    + "applier started",
                "warehouse-east: applier host:1:x stands by for 61.5 s, heartbeat 1.3 s ago",
            ],
            remarks
        );
    }

    [Theory]
    [InlineData("why", "diverged since then: why")]
    [InlineData("Alter it.", "Alter it.", "diverged since then: why")]
    public void Remarks_Diverged_SayTheReasonOnce(string reason, params string[] expected)
    {
        var remarks = MemberRemarks.Of(Report(Member with { Reason = reason, Diverged = "since then: why" }));

        Assert.Equal(expected.Select(line => $"warehouse-east: {line}"), remarks);
    }

    private static ClusterReport Report(MemberReport member) => new("log", "id", 0, 1, [member]);
}
