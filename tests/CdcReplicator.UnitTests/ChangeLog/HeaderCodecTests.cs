using CdcReplicator.ChangeLog;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class HeaderCodecTests
{
    public static IEnumerable<object[]> Cases =>
        new TheoryData<RecordHeader[]>(
            [new RecordHeader("a", [1, 2])],
            [new RecordHeader("", null), new RecordHeader("", [])],
            [new RecordHeader("żółć", [0]), new RecordHeader("a", null), new RecordHeader("a", new byte[300])]
        );

    [Theory]
    [MemberData(nameof(Cases))]
    internal void Decode_Encoded_IsEqual(RecordHeader[] headers)
    {
        var bytes = HeaderCodec.Encode(headers);
        var decoded = HeaderCodec.Decode(bytes);

        Assert.Equal(HeaderCodec.Size(headers), bytes!.Length);
        Assert.Equal(headers.Select(header => header.Name), decoded.Select(header => header.Name));
        Assert.Equal(headers.Select(header => header.Value), decoded.Select(header => header.Value));
    }

    [Fact]
    public void Encode_None_IsNull() => Assert.Null(HeaderCodec.Encode([]));
}
