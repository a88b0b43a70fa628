using CdcReplicator.Cli;
using CdcReplicator.Lifecycle;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.UnitTests.Cli.Connectors;

public sealed class ConnectorFileTests
{
    private const string Class = "io.debezium.connector.mysql.MySqlConnector";

    [Theory]
    [InlineData("connector.class=" + Class + "\ntasks.max=2")]
    [InlineData("{ \"name\": \"x\", \"config\": { \"connector.class\": \"" + Class + "\", \"tasks.max\": 2 } }")]
    [InlineData("{ \"connector.class\": \"" + Class + "\", \"tasks.max\": \"2\", \"a\": null }")]
    public void Read_EitherForm_HasTheSettings(string text)
    {
        var settings = Read(text);

        Assert.Equal(ConnectorKind.MySql, settings.Kind);
        Assert.Equal("2", settings.Find("tasks.max"));
    }

    [Fact]
    public void Read_NoConnector_IsNamed()
    {
        Assert.Contains("connector.class", Problem("a=b"), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_BrokenJson_SaysWhereAndQuotesNothing()
    {
        var problem = Problem("{ \"config\": {\n \"database.password\": \"s3cret\" oops } }");

        Assert.Contains("line 2", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_JsonWithoutObject_SaysSo()
    {
        Assert.Contains("config is not an object", Problem("""{ "config": 3 }"""), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_MissingFile_IsNamed()
    {
        var error = Assert.Throws<BadInputException>(() =>
            ConnectorFile.Read(new FileInfo("/nowhere/at/all.properties"), null)
        );

        Assert.Contains("/nowhere/at/all.properties", Assert.Single(error.Problems), StringComparison.Ordinal);
    }

    private static string Problem(string text) =>
        Assert.Single(Assert.Throws<BadInputException>(() => Read(text)).Problems);

    private static ConnectorSettings Read(string text)
    {
        using var folder = new TempFolder();
        var file = folder.At("connector");
        File.WriteAllText(file, text);
        return ConnectorFile.Read(new FileInfo(file), null);
    }
}
