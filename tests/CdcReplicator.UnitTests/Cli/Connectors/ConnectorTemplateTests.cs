using System.Text.Json.Nodes;
using CdcReplicator.Cli;
using CdcReplicator.UnitTests.Architecture;
using Xunit;

namespace CdcReplicator.UnitTests.Cli.Connectors;

/// <summary>The files of <c>connectors/</c>.</summary>
public sealed class ConnectorTemplateTests
{
    private const string Verified = "postgresql.properties";

    private static readonly string Folder = Path.Combine(RepositoryRoot.Path, "connectors");

    public static TheoryData<string> Connectors => [.. ConnectorFiles()];

    public static TheoryData<string> Workers => [.. Files("worker-*.properties")];

    [Theory]
    [MemberData(nameof(Connectors))]
    public void Findings_Template_None(string file)
    {
        var settings = ConnectorFile.Read(In(file), null);

        Assert.Empty(ConnectorCheck.Findings(settings));
        Assert.NotEqual(ConnectorKind.Other, settings.Kind);
    }

    [Theory]
    [MemberData(nameof(Connectors))]
    public void FirstLines_TemplateThatNoTestStarts_SayUntested(string file)
    {
        var head = string.Join('\n', File.ReadLines(In(file).FullName).Take(2));

        Assert.Equal(file != Verified, head.Contains("UNTESTED HERE", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Workers))]
    public void Findings_ConnectorInTheWorker_None(string file)
    {
        var worker = PropertiesText.Parse(File.ReadAllText(In(file).FullName));
        var bare = PropertiesText
            .Parse(File.ReadAllText(In(Verified).FullName))
            .Where(setting => !setting.Key.Contains(".converter", StringComparison.Ordinal))
            .ToDictionary();

        Assert.Empty(ConnectorCheck.Findings(new ConnectorSettings(bare, worker)));
    }

    [Fact]
    public void Templates_Prefixes_AreAllDifferent()
    {
        var prefixes = ConnectorFiles().Select(file => ConnectorFile.Read(In(file), null).Prefix).ToList();

        Assert.True(prefixes.Count >= 4);
        Assert.Distinct(prefixes);
    }

    [Fact]
    public void SourcesSample_OfTheVerifiedTemplate_IsWhatTheCommandPrints()
    {
        var printed = SourceSection.Write(ConnectorFile.Read(In(Verified), null));

        Assert.True(
            JsonNode.DeepEquals(
                JsonNode.Parse(printed),
                JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "sources.json")))
            ),
            printed
        );
    }

    private static IEnumerable<string> ConnectorFiles() =>
        Files("*.properties").Where(file => !file.StartsWith("worker-", StringComparison.Ordinal));

    private static IEnumerable<string> Files(string pattern) =>
        Directory.EnumerateFiles(Folder, pattern).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    private static FileInfo In(string file) => new(Path.Combine(Folder, file));
}
