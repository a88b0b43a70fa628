using CdcReplicator.Router;
using Xunit;

namespace CdcReplicator.UnitTests.Router;

public sealed class OptionWordsTests
{
    [Theory]
    [InlineData("", new string[0])]
    [InlineData("  \t\n", new string[0])]
    [InlineData("-c a=b", new[] { "-c", "a=b" })]
    [InlineData(@"a\ b c\\d", new[] { "a b", @"c\d" })]
    [InlineData(@"ends\", new[] { @"ends\" })]
    public void Split_Text_IsAsPostgresSplitsIt(string text, string[] words) =>
        Assert.Equal(words, OptionWords.Split(text));

    [Fact]
    public void Join_AnyWords_AreSplitAgain()
    {
        string[] words = ["-c", @"a= b\c", "x\ty"];

        Assert.Equal(words, OptionWords.Split(OptionWords.Join(words)));
    }
}
