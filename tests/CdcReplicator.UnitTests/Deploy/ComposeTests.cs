using CdcReplicator.Cli;
using CdcReplicator.Testing;
using CdcReplicator.UnitTests.Architecture;
using Npgsql;
using Xunit;

namespace CdcReplicator.UnitTests.Deploy;

/// <summary>What <c>docker-compose.yml</c> starts, as far as it can be told without a container engine.</summary>
public sealed class ComposeTests
{
    private const string Image = "cdc-replicator";
    private const string Cli = "cli";

    private static readonly string SettingsFile = Path.Combine(RepositoryRoot.Path, "deploy/compose/settings.json");

    private static readonly IReadOnlyDictionary<string, IReadOnlyDictionary<string, object>> Services =
        ComposeFile.Services();

    [Fact]
    public void Command_OfEachServiceOfOurs_IsUnderstood()
    {
        var ours = Services.Where(service => Equals(service.Value["image"], Image)).ToList();

        Assert.Equal(["applier-a", "applier-b", "applier-c", Cli, "relay"], ours.Select(s => s.Key).Order());
        foreach (var (name, service) in ours)
        {
            var words = ComposeFile.Words(service["command"]);
            var parsed = CommandLine.Build(TimeProvider.System).Parse([.. words]);
            Assert.True(parsed.Errors.Count == 0, $"{name}: {string.Join(' ', parsed.Errors)}");
        }
    }

    [Fact]
    public void Settings_OfTheCompose_AreTakenByRunAndRoute()
    {
        using var folder = new TempFolder();
        var secret = folder.At("password");
        File.WriteAllText(secret, "a word");
        var written = ConfigurationLoader.Load(new FileInfo(SettingsFile));
        Assert.All(written.Nodes, node => Assert.Equal("/run/secrets/password", node.PasswordFile));
        var options = written with { Nodes = [.. written.Nodes.Select(node => node with { PasswordFile = secret })] };

        foreach (var node in options.Nodes)
        {
            var words = ComposeFile.Words(Services[$"applier-{node.Id}"]["command"]);
            Assert.Equal(node.Id, words[^1]);
            Assert.Equal(node.Id, Assert.Single(RunPlan.Create(options, [words[^1]]).Nodes).Id);
        }

        Assert.NotNull(RoutePlan.Create(options, "0.0.0.0:6432", null, null));
    }

    [Fact]
    public void Settings_Addresses_AreServicesThatReadersMayGoTo()
    {
        var options = ConfigurationLoader.Load(new FileInfo(SettingsFile));
        var hosts = options.Nodes.Select(node => new NpgsqlConnectionStringBuilder(node.ConnectionString).Host!);

        Assert.All(hosts, host => Assert.Contains(host, Services.Keys));
        Assert.Equal(hosts.Order(), options.Router.Routing.NodeHosts.Order());
        Assert.Contains("broker", Services.Keys);
        Assert.StartsWith("kafka://broker:9092/", options.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void DependsOn_OfEachService_NamesServices()
    {
        var asked = Services.Values.Where(s => s.ContainsKey("depends_on")).Select(s => s["depends_on"]);

        Assert.All(asked.SelectMany(ComposeFile.Words), name => Assert.Contains(name, Services.Keys));
    }

    [Fact]
    public void Volumes_OfEachService_AreInTheRepository()
    {
        var mounted = Services
            .Values.Where(service => service.ContainsKey("volumes"))
            .SelectMany(service => ComposeFile.Words(service["volumes"]))
            .Select(volume => Path.Combine(RepositoryRoot.Path, volume.Split(':')[0]));

        Assert.All(
            mounted.Append(Path.Combine(RepositoryRoot.Path, "deploy/Dockerfile")),
            path => Assert.True(Path.Exists(path), path)
        );
    }
}
