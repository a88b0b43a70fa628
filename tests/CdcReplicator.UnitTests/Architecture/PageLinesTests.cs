using Xunit;

namespace CdcReplicator.UnitTests.Architecture;

/// <summary>How the pages are written down.</summary>
public sealed class PageLinesTests
{
    private const int Columns = 120;

    private static readonly string[] Folders = ["src", "bench", "tests", "docs", "connectors", "deploy"];

    [Fact]
    public void Prose_OfEveryPage_KeepsToItsColumns()
    {
        var tooLong =
            from file in Pages()
            from line in PageLines.LongerThan(Columns, File.ReadLines(file))
            select $"{RepositoryFiles.Relative(file)}:{line}";

        Assert.Empty(tooLong);
    }

    [Fact]
    public void LongerThan_LinesOfAPage_TellsProseAlone()
    {
        string[] lines =
        [
            "A sentence of prose.",
            "| a cell | another |",
            "```sh",
            "a command of the shell",
            "```",
            "- an item of a list",
            "[the page](https://example.org)",
            "- https://example.org/page",
            "# A heading of it",
        ];

        Assert.Equal([1, 6, 9], PageLines.LongerThan(10, lines));
    }

    private static IEnumerable<string> Pages() =>
        RepositoryFiles.Below(Folders, "*.md").Concat(Directory.EnumerateFiles(RepositoryRoot.Path, "*.md"));
}
