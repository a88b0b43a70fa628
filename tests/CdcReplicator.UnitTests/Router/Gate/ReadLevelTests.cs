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
        Assert.Equal(level, ReadLevel.Parse(text.AsSpan()));
        Assert.Equal(level, Parsed<ReadLevel>(text));
        Assert.True(ReadLevel.TryParse(text, out var read));
        Assert.Equal(level, read);
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
    public void Parse_AnythingElse_IsRefused(string text)
    {
        Assert.Throws<FormatException>(() => ReadLevel.Parse(text));
        Assert.False(ReadLevel.TryParse(text, out var none));
        Assert.Null(none);
    }

    [Fact]
    public void TryParse_NoText_IsNeverALevel()
    {
        Assert.False(ReadLevel.TryParse(null, out _));
        Assert.Throws<ArgumentNullException>(() => ReadLevel.Parse((string)null!));
    }

    [Fact]
    public void BoundedBy_Nonsense_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ReadLevel.BoundedBy(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ReadLevel.BoundedBy(TimeSpan.Zero));
    }

    private static T Parsed<T>(string text)
        where T : IParsable<T> => T.Parse(text, null);
}
