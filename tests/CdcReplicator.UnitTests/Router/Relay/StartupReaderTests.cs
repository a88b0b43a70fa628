using CdcReplicator.Router;
using Xunit;

namespace CdcReplicator.UnitTests.Router;

public sealed class StartupReaderTests
{
    [Fact]
    public void Read_Requests_TellsThemApart()
    {
        Assert.Equal(new StartupPacket(StartupKind.SslRequest, 8), StartupReader.Read(StartupBytes.Ssl));
        Assert.Equal(new StartupPacket(StartupKind.GssRequest, 8), StartupReader.Read(StartupBytes.Gss));
        Assert.Equal(new StartupPacket(StartupKind.Cancel, 16), StartupReader.Read(StartupBytes.Cancel));
        Assert.Equal(StartupKind.DirectTls, StartupReader.Read([0x16, 3, 1]).Kind);
    }

    [Fact]
    public void Read_Session_HasItsParametersAndLeavesWhatFollows()
    {
        var packet = StartupBytes.Session("user", "ann", "database", "shop", "options", "-c a=b");

        var read = StartupReader.Read([.. packet, (byte)'p', 0, 0]);

        Assert.Equal(StartupKind.Session, read.Kind);
        Assert.Equal(packet.Length, read.Length);
        Assert.Equal("ann", read.Session!["user"]);
        Assert.Equal("-c a=b", read.Session["options"]);
        Assert.Null(read.Session["application_name"]);
    }

    [Fact]
    public void Read_EveryPacketCutAnywhere_WaitsForTheRest()
    {
        byte[][] packets =
        [
            StartupBytes.Ssl,
            StartupBytes.Gss,
            StartupBytes.Cancel,
            StartupBytes.Session("user", "ann"),
        ];
        foreach (var packet in packets)
        {
            for (var length = 0; length < packet.Length; length++)
            {
                Assert.Equal(StartupKind.Incomplete, StartupReader.Read(packet.AsSpan(0, length)).Kind);
            }
        }
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 0, 7 })]
    [InlineData(new byte[] { 0, 0, 0x27, 0x11 })] // 10,001
    [InlineData(new byte[] { 0x7F, 0xFF, 0xFF, 0xFF })]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF })]
    [InlineData(new byte[] { (byte)'G', (byte)'E', (byte)'T', (byte)' ' })]
    [InlineData(new byte[] { 0, 0, 0, 9, 4, 210, 22, 47, 0 })] // a request for TLS with a byte too many
    [InlineData(new byte[] { 0, 0, 0, 12, 4, 210, 22, 46, 0, 0, 1, 2 })] // a cancel request without a secret
    [InlineData(new byte[] { 0, 0, 0, 8, 0, 2, 0, 0 })] // protocol 2
    public void Read_Malformed_IsRefusedAsSoonAsTheBytesAllow(byte[] bytes)
    {
        var read = StartupReader.Read(bytes);

        Assert.Equal(StartupKind.Malformed, read.Kind);
        Assert.NotEmpty(read.Problem!);
    }

    [Theory]
    [InlineData("user\0ann\0")] // no end
    [InlineData("user\0ann")]
    [InlineData("user\0\0\0x\0\0")] // something behind the end
    [InlineData("user\0")] // no value
    public void Read_ParametersThatAreNoPairs_IsMalformed(string body) =>
        Assert.Equal(StartupKind.Malformed, StartupReader.Read(StartupBytes.Packet(0x0003_0000, body)).Kind);

    [Fact]
    public void Read_NewerMinorProtocol_IsPassedOnAsItIs()
    {
        var packet = StartupBytes.Packet(0x0003_0002, "user\0ann\0\0");

        Assert.Equal(packet, StartupReader.Read(packet).Session!.Write());
    }

    [Fact]
    public void Read_RandomBytes_NeverThrows()
    {
        var random = new Random(1);
        for (var i = 0; i < 100_000; i++)
        {
            var bytes = new byte[random.Next(40)];
            random.NextBytes(bytes);
            // Half of them with a plausible beginning.
            if (i % 2 == 0 && bytes.Length >= 8)
            {
                StartupBytes.Session().AsSpan(0, 8).CopyTo(bytes);
                bytes[3] = (byte)bytes.Length;
            }

            var read = StartupReader.Read(bytes);
            Assert.InRange(read.Length, 0, bytes.Length);
        }
    }
}
