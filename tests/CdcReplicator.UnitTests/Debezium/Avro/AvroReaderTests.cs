using CdcReplicator.Debezium;
using Xunit;

namespace CdcReplicator.UnitTests.Debezium;

public sealed class AvroReaderTests
{
    /// <summary>Numbers of every length from one byte to ten, at both of its ends and of both signs.</summary>
    public static TheoryData<long> Numbers
    {
        get
        {
            var numbers = new TheoryData<long>([0, long.MinValue, long.MaxValue]);
            for (var bits = 6; bits < 63; bits += 7)
            {
                numbers.Add((1L << bits) - 1);
                numbers.Add(1L << bits);
                numbers.Add(-(1L << bits));
                numbers.Add(-(1L << bits) - 1);
            }

            return numbers;
        }
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void ReadLong_AnyLength_WithAndWithoutBytesBehindIt(long number)
    {
        var bytes = Zigzag(number);
        foreach (var behind in (int[])[0, 1, 7, 8, 20])
        {
            // What follows must not be taken for a part of it, whether or not it looks like one.
            foreach (var filler in (byte[])[0x00, 0x7F, 0x80, 0xFF])
            {
                byte[] data = [.. bytes, .. Enumerable.Repeat(filler, behind)];
                var reader = new AvroReader(data, null);

                Assert.Equal(number, reader.ReadLong());
                Assert.Equal(behind, reader.Remaining);
            }
        }
    }

    [Fact]
    public void ReadLong_MoreThanTenBytes_IsMalformed()
    {
        byte[] data = [.. Enumerable.Repeat((byte)0x80, 30)];

        Assert.Throws<MalformedDataException>(() => new AvroReader(data, null).ReadLong());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(9)]
    public void ReadLong_EndsInside_IsMalformed(int length)
    {
        byte[] data = [.. Enumerable.Repeat((byte)0x81, length)];

        Assert.Throws<MalformedDataException>(() => new AvroReader(data, null).ReadLong());
    }

    private static byte[] Zigzag(long number)
    {
        var bytes = new List<byte>();
        var rest = (ulong)((number << 1) ^ (number >> 63));
        for (; rest > 0x7F; rest >>= 7)
        {
            bytes.Add((byte)(rest | 0x80));
        }

        bytes.Add((byte)rest);
        return [.. bytes];
    }
}
