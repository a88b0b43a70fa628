using System.Xml.Linq;
using Xunit;

namespace CdcReplicator.UnitTests.Architecture;

public sealed class DependencyDirectionTests
{
    /// <summary>docs/architecture.md: each project may use those before it.</summary>
    private static readonly string[] FlowOrder =
    [
        "CdcReplicator.Model",
        "CdcReplicator.Debezium",
        "CdcReplicator.ChangeLog",
        "CdcReplicator.Cluster",
        "CdcReplicator.Nodes",
        "CdcReplicator.Applier",
        "CdcReplicator.Router",
        "CdcReplicator.Client",
        "CdcReplicator.AspNetCore",
        "CdcReplicator.Lifecycle",
        "CdcReplicator.LocalServers",
        "CdcReplicator.Cli",
        "CdcReplicator.Bench",
    ];

    private static readonly string[] Folders = ["src", "bench"];

    public static TheoryData<string> Projects =>
        [.. ProjectFiles().Select(file => Path.GetFileNameWithoutExtension(file))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void ProjectReferences_PointUpTheFlow_Always(string project)
    {
        var rank = Array.IndexOf(FlowOrder, project);
        Assert.True(rank >= 0, $"{project} is not in the flow order; add it to docs/architecture.md and to this test.");

        foreach (var reference in References(project))
        {
            var other = Array.IndexOf(FlowOrder, reference);
            Assert.True(other >= 0 && other < rank, $"{project} must not use {reference}.");
        }
    }

    [Fact]
    public void Model_Packages_None()
    {
        Assert.Empty(Load("CdcReplicator.Model").Descendants("PackageReference"));
    }

    [Fact]
    public void Client_Applier_IsNotReferenced()
    {
        Assert.DoesNotContain("CdcReplicator.Applier", References("CdcReplicator.Client"));
    }

    [Fact]
    public void SourceFiles_Length_StaysReadable()
    {
        var tooLong = RepositoryFiles
            .Below(Folders, "*.cs")
            .Select(file => (File: RepositoryFiles.Relative(file), Lines: File.ReadLines(file).Count()))
            .Where(file => file.Lines > 350)
            .ToList();

        Assert.Empty(tooLong);
    }

    private static IEnumerable<string> References(string project) =>
        Load(project)
            .Descendants("ProjectReference")
            .Select(reference =>
                Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/'))
            );

    private static XDocument Load(string project) =>
        XDocument.Load(ProjectFiles().Single(file => Path.GetFileNameWithoutExtension(file) == project));

    private static IEnumerable<string> ProjectFiles() => RepositoryFiles.Below(Folders, "*.csproj");
}
