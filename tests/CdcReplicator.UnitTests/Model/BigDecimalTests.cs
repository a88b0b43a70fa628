using System.Numerics;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests.Model;

public sealed class BigDecimalTests
{
    [Theory]
    [InlineData(0, 5)]
    [InlineData(1, 5)]
    [InlineData(4, 5)]
    [InlineData(5, 5)]
    [InlineData(9, 5)]
    [InlineData(16_383, 20_000)]
    [InlineData(20_000, 20_000)]
    public void Normalize_ZerosAtTheEnd_AreAllTakenUpToThePoint(int zeros, int scale)
    {
        var number = new BigDecimal(123 * BigInteger.Pow(10, zeros), scale);

        var normal = number.Normalize();

        Assert.Equal(scale - Math.Min(zeros, scale), normal.Scale);
        Assert.Equal(123 * BigInteger.Pow(10, zeros - Math.Min(zeros, scale)), normal.Unscaled);
    }

    [Theory]
    [InlineData("0.000", "0")]
    [InlineData("-1.50", "-1.5")]
    [InlineData("1e3", "1000")]
    [InlineData("100", "100")]
    public void Normalize_Texts_AreTheShortest(string text, string expected) =>
        Assert.Equal(expected, BigDecimal.Parse(text).Normalize().ToString());

    [Fact]
    public void Parse_VeryManyDigits_IsRefused() =>
        Assert.Throws<OverflowException>(() => BigDecimal.Parse(new string('9', RecordLimits.MaxDecimalDigits + 1)));
}
