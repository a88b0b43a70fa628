using Xunit;

namespace CdcReplicator.UnitTests.Architecture;

/// <summary>How the code is written down.</summary>
public sealed class CodeLinesTests
{
    private const int Columns = 120;

    private static readonly string[] Folders = ["src", "bench", "tests", "docs"];

    [Fact]
    public void Code_OfTheRepository_KeepsToItsColumns()
    {
        var tooLong =
            from file in RepositoryFiles.Below(Folders, "*.cs")
            from line in CodeLines.LongerThan(Columns, File.ReadLines(file))
            select $"{RepositoryFiles.Relative(file)}:{line}";

        Assert.Empty(tooLong);
    }

    [Fact]
    public void LongerThan_LinesOfCodeAndData_TellsCodeAlone()
    {
        string[] lines =
        [
            "var text = Long;",
            "var raw = \"\"\"",
            "    a line of data",
            "    \"\"\";",
            "var json = \"{\\\"a\\\": 1}\";",
            "// a comment",
        ];

        Assert.Equal([1, 6], CodeLines.LongerThan(10, lines));
    }
}
