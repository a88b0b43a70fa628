using System.Text.RegularExpressions;
using CdcReplicator.UnitTests.Architecture;
using Xunit;

namespace CdcReplicator.UnitTests.Client;

/// <summary>The pages quote compiled code and nothing else.</summary>
public partial class DocumentationTests
{
    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/sdk.md")]
    public void Page_EveryBlock_StandsInAnExample(string page)
    {
        var docs = Path.Combine(RepositoryRoot.Path, "docs");
        var sources = Directory
            .GetFiles(Path.Combine(docs, "examples"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}"))
            .Select(file => Flat(File.ReadAllText(file)))
            .ToList();
        var blocks = Block()
            .Matches(File.ReadAllText(Path.Combine(RepositoryRoot.Path, page)))
            .Select(match => match.Groups["code"].Value)
            .ToList();

        Assert.NotEmpty(blocks);
        Assert.All(
            blocks,
            block => Assert.Contains(sources, source => source.Contains(Flat(block), StringComparison.Ordinal))
        );
    }

    private static string Flat(string code) =>
        string.Join('\n', code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
