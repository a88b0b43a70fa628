using CdcReplicator.Cli;
using Xunit;

namespace CdcReplicator.UnitTests.Cli.Connectors;

/// <summary>Expected values are what <c>java.util.Properties.load</c> returns.</summary>
public sealed class PropertiesTextTests
{
    [Theory]
    [InlineData("a=b", "a", "b")]
    [InlineData("a = b", "a", "b")]
    [InlineData("a:b", "a", "b")]
    [InlineData("a b c", "a", "b c")]
    [InlineData("  a\t=\tb ", "a", "b ")]
    [InlineData("a==b", "a", "=b")]
    [InlineData("a=", "a", "")]
    [InlineData("a", "a", "")]
    [InlineData("a\\=b=c", "a=b", "c")]
    [InlineData("a\\ b=c", "a b", "c")]
    [InlineData("a=b\\\n  c", "a", "bc")]
    [InlineData("a=b\\\r\n  c", "a", "bc")]
    [InlineData("a=b\\\n# no comment", "a", "b# no comment")]
    [InlineData("a=\\u0041\\t\\.\\\\", "a", "A\t.\\")]
    [InlineData("a=[.]\\\\d+", "a", "[.]\\d+")]
    [InlineData("a=b\\", "a", "b")]
    [InlineData("a=\u00C3\u0085", "a", "\u00C3\u0085")]
    public void Parse_Line_IsReadAsJavaDoes(string text, string name, string value)
    {
        var (actualName, actualValue) = Assert.Single(PropertiesText.Parse(text));

        Assert.Equal(name, actualName);
        Assert.Equal(value, actualValue);
    }

    [Fact]
    public void Parse_CommentsAndBlankLines_AreNoSettings()
    {
        Assert.Empty(PropertiesText.Parse("# a=b\n\n  ! c=d\n \t\n"));
    }

    [Fact]
    public void Parse_SettingTwice_TakesTheLast()
    {
        Assert.Equal("2", PropertiesText.Parse("a=1\na=2")["a"]);
    }

    [Fact]
    public void Parse_BrokenEscape_Throws()
    {
        Assert.Throws<FormatException>(() => PropertiesText.Parse("a=\\u00g1"));
    }
}
