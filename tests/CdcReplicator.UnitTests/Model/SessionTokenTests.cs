using Xunit;

namespace CdcReplicator.UnitTests.Model;

public class SessionTokenTests
{
    private const string Log = "0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData(Log + ":42", 42)]
    [InlineData(Log + ":-1", -1)]
    [InlineData(Log + ":9223372036854775807", long.MaxValue)]
    public void Parse_TextOfAToken_IsReadInEveryWay(string text, long sequence)
    {
        var token = new SessionToken(LogId.Parse(Log), sequence);

        Assert.Equal(text, token.ToString());
        Assert.Equal(token, SessionToken.Parse(text));
        Assert.Equal(token, SessionToken.Parse(text.AsSpan()));
        Assert.Equal(token, Parsed<SessionToken>(text));
        Assert.True(SessionToken.TryParse(text, out var read));
        Assert.Equal(token, read);
        Assert.True(SessionToken.TryParse(text.AsSpan(), null, out read));
        Assert.Equal(token, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData(":")]
    [InlineData("42")]
    [InlineData(Log)]
    [InlineData(Log + ":")]
    [InlineData(Log + ":1.5")]
    [InlineData(Log + ": 1")]
    [InlineData(Log + ":9223372036854775808")]
    [InlineData("nonsense:1")]
    [InlineData(":1")]
    public void TryParse_AnythingElse_IsFalseAndParseThrows(string text)
    {
        Assert.False(SessionToken.TryParse(text, out _));
        Assert.False(SessionToken.TryParse(text, null, out _));
        Assert.Throws<FormatException>(() => SessionToken.Parse(text));
    }

    [Fact]
    public void TryParse_NoText_IsFalseAndParseSaysSo()
    {
        Assert.False(SessionToken.TryParse(null, out _));
        Assert.Throws<ArgumentNullException>(() => SessionToken.Parse((string)null!));
    }

    private static T Parsed<T>(string text)
        where T : IParsable<T> => T.Parse(text, null);
}
