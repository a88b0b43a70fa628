using System.Buffers.Binary;
using CdcReplicator.Router;
using Xunit;

namespace CdcReplicator.UnitTests.Router;

public sealed class ErrorMessageTests
{
    [Fact]
    public void Fatal_Message_IsOnePostgresReads()
    {
        var message = ErrorMessage.Fatal("57P01", "The node\0 has gone.", "Connect again.");

        Assert.Equal((byte)'E', message[0]);
        Assert.Equal(message.Length - 1, BinaryPrimitives.ReadInt32BigEndian(message.AsSpan(1)));
        Assert.Equal("SFATAL\0VFATAL\0C57P01\0MThe node  has gone.\0HConnect again.\0\0"u8, message.AsSpan(5));
        Assert.Equal(("57P01", "The node  has gone."), ErrorMessage.Read(message));
    }

    [Theory]
    [InlineData("57P03", true)] // starting
    [InlineData("57P01", true)] // stopping
    [InlineData("53300", true)] // full
    [InlineData("XX000", true)]
    [InlineData("28P01", false)] // wrong password
    [InlineData("28000", false)]
    [InlineData("3D000", false)] // no such database
    [InlineData("22023", false)]
    [InlineData("0A000", false)]
    public void SpeaksOfTheNode_Codes_TellsTheNodesFaultFromTheClients(string state, bool isOfTheNode) =>
        Assert.Equal(isOfTheNode, SqlStates.SpeaksOfTheNode(state));
}
