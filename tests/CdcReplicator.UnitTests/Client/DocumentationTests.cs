using System.Text.RegularExpressions;
using Xunit;

namespace CdcReplicator.UnitTests.Client;

/// <summary>The SDK page quotes compiled code and nothing else.</summary>
public partial class DocumentationTests
{
    [Fact]
    public void SdkPage_EveryBlock_StandsInTheExample()
    {
        var docs = Path.Combine(Root(), "docs");
        var sources = Directory
            .GetFiles(Path.Combine(docs, "examples", "BankTransfers"), "*.cs")
            .Select(file => Flat(File.ReadAllText(file)))
            .ToList();
        var blocks = Block()
            .Matches(File.ReadAllText(Path.Combine(docs, "sdk.md")))
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

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CdcReplicator.sln")))
        {
            folder =
                folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return folder.FullName;
    }

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
