using CdcReplicator.Cli;
using Xunit;

namespace CdcReplicator.UnitTests.Cli;

public sealed class PlainTableTests
{
    private static readonly string LongName = new('n', 120);

    [Fact]
    public void Lines_AnyCell_IsWholeAndOnItsOwnLine()
    {
        var table = new PlainTable(new("node"), new("state", HasColour: true), new("lag", IsNumber: true));
        table.Add(CellColour.Red, LongName, "dead", "unknown");
        table.Add(CellColour.Green, "b", "catching up", "1,234,567");

        Assert.Equal(
            [
                $"NODE{new string(' ', 116)}  STATE              LAG",
                $"{LongName}  dead           unknown",
                $"b{new string(' ', 119)}  catching up  1,234,567",
            ],
            table.Lines(coloured: false)
        );
    }

    [Fact]
    public void Lines_Coloured_HaveTheColourInItsColumnAlone()
    {
        var table = new PlainTable(new("node"), new("state", HasColour: true));
        table.Add(CellColour.Green, "a", "active");

        Assert.Equal(["NODE  STATE", "a     \u001b[32mactive\u001b[0m"], table.Lines(coloured: true));
    }
}
