using CdcReplicator.Model;
using CdcReplicator.Router;
using Xunit;

namespace CdcReplicator.UnitTests.Router;

public class ReadLevelTests
{
    private const string Token = "0123456789abcdef0123456789abcdef:42";

    [Theory]
    [InlineData("any")]
    [InlineData("session")]
    [InlineData("latest")]
    [InlineData("bounded:0")]
    [InlineData("bounded:500")]
    [InlineData("bounded:1ms")]
    [InlineData("bounded:1500ms")]
    [InlineData("bounded:2s")]
    [InlineData("bounded:3m")]
    [InlineData("bounded:1h")]
    [InlineData("at-least:" + Token)]
    public void Parse_TextOfALevel_WritesTheSame(string text)
    {
        var level = ReadLevel.Parse(text);

        Assert.Equal(text, level.ToString());
        Assert.Equal(level, ReadLevel.Parse(level.ToString()));
    }

    [Fact]
    public void Parse_Bounds_TellsRecordsFromAge()
    {
        Assert.Equal(ReadLevel.BoundedBy(500), ReadLevel.Parse("bounded:500"));
        Assert.Equal(ReadLevel.BoundedBy(TimeSpan.FromMinutes(2)), ReadLevel.Parse("bounded:120s"));
        Assert.Equal(ReadLevel.AtLeast(SessionToken.Parse(Token)), ReadLevel.Parse("at-least:" + Token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ANY")]
    [InlineData("strong")]
    [InlineData("bounded:")]
    [InlineData("bounded:-1")]
    [InlineData("bounded:+1")]
    [InlineData("bounded:1.5s")]
    [InlineData("bounded:0s")]
    [InlineData("bounded:s")]
    [InlineData("bounded:2 s")]
    [InlineData("bounded:9223372036854775807h")]
    [InlineData("bounded:99999999999999999999")]
    [InlineData("at-least:")]
    [InlineData("at-least:42")]
    [InlineData("at-least:nonsense:1")]
    [InlineData("latest ")]
    public void Parse_AnythingElse_IsRefused(string text) =>
        Assert.Throws<FormatException>(() => ReadLevel.Parse(text));

    [Fact]
    public void BoundedBy_Nonsense_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ReadLevel.BoundedBy(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ReadLevel.BoundedBy(TimeSpan.Zero));
    }
}
