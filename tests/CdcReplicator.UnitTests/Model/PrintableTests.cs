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
}
