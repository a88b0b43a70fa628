using System.Buffers.Binary;
using CdcReplicator.Router;
using Xunit;

namespace CdcReplicator.UnitTests.Router;

public sealed class BackendStreamTests
{
    private static readonly byte[] Key = [0, 0, 1, 2, 9, 8, 7, 6];

    private static readonly byte[] Greeting =
    [
        .. Message('R', 0, 0, 0, 0),
        .. Message('S', [.. "a\0b\0"u8]),
        .. Message('K', Key),
        .. Message('Z', (byte)'I'),
    ];

    [Fact]
    public void Take_GreetingCutAnywhere_KnowsKeyAndIdleness()
    {
        for (var cut = 0; cut <= Greeting.Length; cut++)
        {
            var stream = new BackendStream();

            Assert.True(stream.Take(Greeting.AsSpan(0, cut)));
            Assert.True(stream.Take(Greeting.AsSpan(cut)));

            Assert.Equal(Key, stream.Key);
            Assert.True(stream.IsIdle);
            Assert.True(stream.IsBetweenMessages);
        }
    }

    [Fact]
    public void Take_ByteByByte_IsBetweenMessagesExactlyAtTheirEnds()
    {
        var stream = new BackendStream();
        int[] ends = [9, 18, 31, 37];

        for (var i = 0; i < Greeting.Length; i++)
        {
            stream.Take(Greeting.AsSpan(i, 1));
            Assert.Equal(ends.Contains(i + 1), stream.IsBetweenMessages);
        }
    }

    [Theory]
    [InlineData('I', true)]
    [InlineData('T', false)]
    [InlineData('E', false)]
    public void Take_ReadyForQuery_IsIdleOutsideOfATransactionOnly(char status, bool isIdle)
    {
        var stream = new BackendStream();

        stream.Take(Message('Z', (byte)status));

        Assert.Equal(isIdle, stream.IsIdle);
    }

    [Fact]
    public void Take_MessageAfterReadyForQuery_IsNotIdle()
    {
        var stream = new BackendStream();
        stream.Take(Message('Z', (byte)'I'));

        stream.Take(Message('T', 0, 0));

        Assert.False(stream.IsIdle);
        Assert.Equal((byte)'T', stream.LastType);
    }

    [Fact]
    public void Take_LongKeyOfProtocol32_IsKeptWhole()
    {
        var key = Enumerable.Range(0, BackendStream.MaxKeyLength).Select(i => (byte)i).ToArray();
        var stream = new BackendStream();

        stream.Take(Message('K', key));

        Assert.Equal(key, stream.Key);
    }

    [Fact]
    public void Take_LengthThatIsNone_IsNoProtocol() => Assert.False(new BackendStream().Take([(byte)'D', 0, 0, 0, 3]));

    [Fact]
    public void Take_ApplicationNameCutAnywhere_IsKnownAsToldLast()
    {
        byte[] told =
        [
            .. Message('S', [.. "application_name\0old\0"u8]),
            .. Message('S', [.. "TimeZone\0UTC\0"u8]),
            .. Message('S', [.. "application_name\0new\0"u8]),
        ];
        for (var cut = 0; cut <= told.Length; cut++)
        {
            var stream = new BackendStream();

            Assert.True(stream.Take(told.AsSpan(0, cut)));
            Assert.True(stream.Take(told.AsSpan(cut)));

            Assert.Equal("new", stream.ApplicationName);
        }
    }

    [Fact]
    public void Take_StatusThatIsTooLongOrNone_IsPassedOver()
    {
        var stream = new BackendStream();

        Assert.True(stream.Take(Message('S', [.. "application_name\0"u8, .. new byte[1000]])));
        Assert.True(stream.Take(Message('S', [1, 2, 3])));

        Assert.Null(stream.ApplicationName);
        Assert.True(stream.IsBetweenMessages);
    }

    private static byte[] Message(char type, params byte[] body)
    {
        var message = new byte[5 + body.Length];
        message[0] = (byte)type;
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(1), 4 + body.Length);
        body.CopyTo(message, 5);
        return message;
    }
}
