using CdcReplicator.Cli;
using CdcReplicator.Lifecycle;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.UnitTests.Cli;

public sealed class ConfigurationLoaderTests
{
    [Fact]
    public void Load_File_BindsNodesAndLog()
    {
        var options = Load(
            """
            { "CdcReplicator": { "Log": "embedded:x.db", "Nodes": [
              { "Id": "a", "Kind": "sqlite", "ConnectionString": "Data Source=a.db", "Ignore": [ "sig.*" ] } ],
              "Applier": { "Settings": { "MaxTransactionsPerCommit": 7 } } } }
            """
        );

        Assert.Equal("embedded:x.db", options.Log);
        Assert.Equal(["sig.*"], Assert.Single(options.Nodes).Ignore);
        Assert.Equal(7, options.Applier.Settings.MaxTransactionsPerCommit);
    }

    [Fact]
    public void Load_UnknownSetting_IsNamed()
    {
        var error = Assert.Throws<BadInputException>(() => Load("""{ "CdcReplicator": { "Lgo": "embedded:x.db" } }"""));

        Assert.Contains("Lgo", Assert.Single(error.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_NotJson_SaysSo()
    {
        var error = Assert.Throws<BadInputException>(() => Load("{ nonsense"));

        Assert.Contains("not valid JSON", Assert.Single(error.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_MissingFile_IsNamed()
    {
        var error = Assert.Throws<BadInputException>(() =>
            ConfigurationLoader.Load(new FileInfo("/nowhere/at/all.json"))
        );

        Assert.Contains("/nowhere/at/all.json", Assert.Single(error.Problems), StringComparison.Ordinal);
    }

    private static ReplicatorOptions Load(string json)
    {
        using var folder = new TempFolder();
        var file = new FileInfo(Path.Combine(folder.Path, "appsettings.json"));
        File.WriteAllText(file.FullName, json);
        return ConfigurationLoader.Load(file);
    }
}
