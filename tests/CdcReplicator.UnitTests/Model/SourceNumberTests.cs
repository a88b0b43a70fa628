using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests.Model;

public sealed class SourceNumberTests
{
    private const string Server = "3e11fa47-71ca-11e1-9e33-c80aa9429562";

    [Theory]
    [InlineData("501:9000008", "", 9000008)]
    [InlineData(Server + ":1000", Server, 1000)]
    [InlineData(Server + ":nightly:7", Server + ":nightly", 7)]
    [InlineData("0-1-270", "0", 270)]
    [InlineData("file=bin.000001,pos=100", "bin", (1L << 32) + 100)]
    [InlineData("file=my.host-bin.2147483647,pos=4294967295", "my.host-bin", long.MaxValue)]
    [InlineData("00000027:00000758:0005", "", (0x27L << 40) + (0x758L << 16) + 5)]
    public void Of_IdOfAConnector_GivesIdentityAndNumber(string id, string identity, long number) =>
        Assert.Equal(new SourceNumber(identity, number), SourceNumber.Of(id));

    [Theory]
    [InlineData("")]
    [InlineData("02000f00b3030000")]
    [InlineData("501")]
    [InlineData("501:")]
    [InlineData("abc:5")]
    [InlineData("file=bin,pos=100")]
    [InlineData("file=bin.000001,pos=4294967296")]
    [InlineData("ffffffff:00000758:0005")]
    [InlineData("501:99999999999999999999")]
    public void Of_IdWithoutNumber_IsNull(string id) => Assert.Null(SourceNumber.Of(id));

    [Theory]
    [InlineData("file=bin.000001,pos=4294967295", "file=bin.000002,pos=4")]
    [InlineData("00000027:00000758:ffff", "00000027:00000759:0001")]
    [InlineData("00000027:00ffffff:0001", "00000028:00000001:0001")]
    public void Of_LaterId_GivesHigherNumber(string earlier, string later) =>
        Assert.True(SourceNumber.Of(earlier)!.Value.Number < SourceNumber.Of(later)!.Value.Number);

    [Theory]
    [InlineData("501:9000008", "501")]
    [InlineData(Server + ":1000", Server + ":1000")]
    [InlineData("00000027:00000758:0005", "00000027:00000758:0005")]
    [InlineData("file=bin.000001,pos=100", "file=bin.000001,pos=100")]
    [InlineData("501", "501")]
    public void JoinId_OnlyPostgresIsCutAtTheColon(string id, string joined) =>
        Assert.Equal(joined, new TransactionId(id).JoinId.ToString());
}
