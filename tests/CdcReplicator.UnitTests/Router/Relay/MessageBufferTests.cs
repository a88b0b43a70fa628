using CdcReplicator.Router;
using Xunit;

namespace CdcReplicator.UnitTests.Router;

public sealed class MessageBufferTests
{
    private static readonly byte[] Ok = [(byte)'R', 0, 0, 0, 8, 0, 0, 0, 0];

    [Fact]
    public void TryTake_CutAnywhere_GivesTheWholeMessageOnce()
    {
        for (var cut = 0; cut < Ok.Length; cut++)
        {
            var buffer = new MessageBuffer();
            buffer.Add(Ok.AsSpan(0, cut));
            Assert.Null(buffer.TryTake());
            buffer.Add(Ok.AsSpan(cut));
            buffer.Add(Ok.AsSpan(0, 3));

            Assert.Equal(Ok, buffer.TryTake());
            Assert.Null(buffer.TryTake());
            Assert.Equal(Ok[..3], buffer.Rest.ToArray());
        }
    }

    [Theory]
    [InlineData(0, 0, 0, 3, true)]
    [InlineData(0, 0, 0, 4, false)]
    [InlineData(0, 0, 255, 255, false)]
    [InlineData(0, 1, 0, 0, true)]
    [InlineData(127, 255, 255, 255, true)]
    [InlineData(255, 255, 255, 255, true)]
    public void IsBroken_ClaimedLength_IsThatOfNoLogin(int a, int b, int c, int d, bool expected)
    {
        var buffer = new MessageBuffer();
        buffer.Add([(byte)'p', (byte)a, (byte)b, (byte)c, (byte)d]);

        Assert.Equal(expected, buffer.IsBroken);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(3, true)]
    [InlineData(5, true)]
    [InlineData(10, true)]
    [InlineData(11, true)]
    [InlineData(12, false)]
    public void IsAnswered_CodeOfARequest_IsWhetherTheClientHasToAnswer(int code, bool expected)
    {
        Assert.Equal(expected, AuthenticationRequest.IsAnswered(code));
        Assert.Equal(code, AuthenticationRequest.CodeOf([(byte)'R', 0, 0, 0, 8, 0, 0, 0, (byte)code]));
    }

    [Fact]
    public void CodeOf_AnotherMessage_IsNone() => Assert.Null(AuthenticationRequest.CodeOf("E\0\0\0\u0008abcd"u8));
}
