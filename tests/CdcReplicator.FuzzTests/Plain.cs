using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.FuzzTests;

/// <summary>What the terminal writer makes of a text holds nothing that a terminal obeys, and is bounded.</summary>
internal static class Plain
{
    private const int MaxCharacters = 4 << 20;

    public static void Check(string text)
    {
        Assert.True(text.Length <= MaxCharacters, $"a text has {text.Length} characters");
        var line = Printable.Line(text);
        Assert.DoesNotContain(
            line,
            character => char.IsControl(character) || character is '\u2028' or '\u2029' or '\u202e'
        );
    }
}
