using System.Text.Json;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class PrintableTests
{
    [Theory]
    [InlineData("plain Größe \U0001F600", "plain Größe \U0001F600")]
    [InlineData("", "")]
    [InlineData("\u001b[2J", "\\u001b[2J")]
    [InlineData("a\nerror: b\r\t\0", "a\\u000aerror: b\\u000d\\u0009\\u0000")]
    [InlineData("\u007f\u009b1m", "\\u007f\\u009b1m")]
    [InlineData("\u202Egnp\u2066\u2028", "\\u202egnp\\u2066\\u2028")]
    public void Line_Text_HoldsNothingThatATerminalObeys(string text, string expected) =>
        Assert.Equal(expected, Printable.Line(text));

    [Fact]
    public void Line_Json_StaysTheSameJson()
    {
        const string Json = "{\"a\":\"\u009b\u202e\"}";

        var parsed = JsonDocument.Parse(Printable.Line(Json)).RootElement;

        Assert.Equal("\u009b\u202e", parsed.GetProperty("a").GetString());
    }

    [Fact]
    public void Quote_ShortText_IsWhole() => Assert.Equal("'bounded:2s'", Printable.Quote("bounded:2s"));

    [Fact]
    public void Quote_LongText_IsCutToALineAndItsLengthIsSaid() =>
        Assert.Equal(
            $"'{new string('x', Printable.QuotedLength)}\u2026' (10240 characters)",
            Printable.Quote(new string('x', 10_240))
        );

    [Fact]
    public void Quote_LetterOfTwoCharactersAtTheCut_IsNotCutThrough()
    {
        var quoted = Printable.Quote(new string('x', Printable.QuotedLength - 1) + "\U0001F600 and more");

        Assert.DoesNotContain(quoted, char.IsSurrogate);
    }

    [Fact]
    public void Quote_SecretAcrossTheCut_IsNotRepeatedInPart()
    {
        var secret = "hunter2" + new string('x', Printable.QuotedLength);

        Assert.DoesNotContain("hunter", Printable.Quote($"https://ann:{secret}@host/x"), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter", Printable.Quote($"Host=h;Password={secret}"), StringComparison.Ordinal);
    }

    [Fact]
    public void Excerpt_Text_IsOneLineOfThatLength()
    {
        Assert.Equal("a\\u000ab", Printable.Excerpt("a\nb", 8));
        Assert.Equal("aa\u2026 (9 characters)", Printable.Excerpt(new string('a', 9), 2));
    }
}
