using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Xunit;

namespace CdcReplicator.UnitTests.Architecture;

/// <summary>
/// What users of the SDK see is what the PublicAPI files say, in few namespaces. That examples build against it alone
/// shows in Directory.Build.props: internals are visible to no example.
/// </summary>
public sealed partial class PublicApiTests
{
    /// <summary>Public types over all assemblies of the SDK before they were sorted out.</summary>
    private const int TypesBefore = 284;

    private static readonly string[] UsersNamespaces =
    [
        "CdcReplicator",
        "Microsoft.AspNetCore.Builder",
        "Microsoft.Extensions.DependencyInjection",
    ];

    public static TheoryData<string> Assemblies =>
        [
            .. Directory
                .EnumerateFiles(Path.Combine(RepositoryRoot.Path, "src"), "*.csproj", SearchOption.AllDirectories)
                .Select(file => Path.GetFileNameWithoutExtension(file)),
        ];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void PublicTypes_OfAnAssembly_AreThoseOfItsFiles(string project)
    {
        var declared = new[] { "Shipped", "Unshipped" }
            .Select(kind => Path.Combine(RepositoryRoot.Path, "src", project, $"PublicAPI.{kind}.txt"))
            .Where(File.Exists)
            .SelectMany(File.ReadLines)
            .Where(line => line.Length > 0 && line[0] != '#' && !line.Contains(" -> ", StringComparison.Ordinal))
            .Select(line => TypeParameters().Replace(line, ""));

        Assert.Equal(declared.Order(), PublicTypes(Load(project)).Select(NameOf).Order());
    }

    [Fact]
    public void PublicTypes_OfTheSdk_StandWhereUsersLook() =>
        Assert.All(Sdk().SelectMany(PublicTypes), type => Assert.Contains(type.Namespace, UsersNamespaces));

    [Fact]
    public void PublicTypes_OfTheSdk_AreAThirdOfWhatTheyWere() =>
        Assert.InRange(Sdk().SelectMany(PublicTypes).Count(), 1, TypesBefore / 3);

    [Fact]
    public void InternalsVisibleTo_OfTheSdk_NamesNoExample()
    {
        var examples = Directory
            .EnumerateFiles(Path.Combine(RepositoryRoot.Path, "docs"), "*.csproj", SearchOption.AllDirectories)
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .ToList();
        var friends = Sdk()
            .SelectMany(assembly =>
                assembly.GetCustomAttributes<System.Runtime.CompilerServices.InternalsVisibleToAttribute>()
            )
            .Select(friend => friend.AssemblyName);

        Assert.NotEmpty(examples);
        Assert.Empty(friends.Intersect(examples));
    }

    /// <summary>The package with the most and all that comes along with it.</summary>
    private static List<Assembly> Sdk()
    {
        var found = new List<Assembly> { typeof(CdcSessionApplicationBuilderExtensions).Assembly };
        for (var i = 0; i < found.Count; i++)
        {
            found.AddRange(
                found[i]
                    .GetReferencedAssemblies()
                    .Where(name => name.Name!.StartsWith("CdcReplicator", StringComparison.Ordinal))
                    .Select(Assembly.Load)
                    .Except(found)
                    .ToList()
            );
        }

        return found;
    }

    private static Assembly Load(string project) =>
        Assembly.Load(project == "CdcReplicator.Cli" ? "cdc-replicator" : project);

    private static IEnumerable<Type> PublicTypes(Assembly assembly) => assembly.GetExportedTypes();

    private static string NameOf(Type type) => type.FullName!.Split('`')[0].Replace('+', '.');

    [GeneratedRegex("<.*>")]
    private static partial Regex TypeParameters();
}
