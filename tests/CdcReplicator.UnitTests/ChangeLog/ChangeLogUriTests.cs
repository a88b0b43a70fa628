using CdcReplicator.ChangeLog;
using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class ChangeLogUriTests
{
    [Theory]
    [InlineData("embedded:log.db", ChangeLogScheme.Embedded, "log.db", "")]
    [InlineData("EMBEDDED:/a b/log.db", ChangeLogScheme.Embedded, "/a b/log.db", "")]
    [InlineData("kafka://h:1/c", ChangeLogScheme.Kafka, "h:1", "c")]
    [InlineData("kafka://h/c", ChangeLogScheme.Kafka, "h:9092", "c")]
    [InlineData("kafka://h:1,i:2/my-cluster_1.x", ChangeLogScheme.Kafka, "h:1,i:2", "my-cluster_1.x")]
    [InlineData("kafka://[::1]:9093,[::2]/c", ChangeLogScheme.Kafka, "[::1]:9093,[::2]:9092", "c")]
    internal void Parse_ValidText_GivesParts(string text, ChangeLogScheme scheme, string location, string cluster)
    {
        var uri = ChangeLogUri.Parse(text);

        Assert.Equal(new ChangeLogUri(scheme, location, cluster), uri);
        Assert.Equal(uri, ChangeLogUri.Parse(uri.ToString()));
    }

    [Theory]
    [InlineData("", "scheme is unknown")]
    [InlineData("log.db", "scheme is unknown")]
    [InlineData("embedded:", "path is missing")]
    [InlineData("embedded: ", "path is missing")]
    [InlineData("kafka://h:1", "cluster's name is missing")]
    [InlineData("kafka://h:1/", "cluster's name ''")]
    [InlineData("kafka://h:1/a/b", "cluster's name 'a/b'")]
    [InlineData("kafka:///c", "'' names no host")]
    [InlineData("kafka://h:1,/c", "'' names no host")]
    [InlineData("kafka://h:0/c", "'0' is not a port")]
    [InlineData("kafka://h:99999/c", "'99999' is not a port")]
    [InlineData("kafka://h:x/c", "'x' is not a port")]
    public void Parse_InvalidText_SaysWhatAndHow(string text, string problem)
    {
        var error = Assert.Throws<ReplicationException>(() => ChangeLogUri.Parse(text));

        Assert.Contains(problem, error.Problem, StringComparison.Ordinal);
        Assert.Contains("kafka://HOST:PORT", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_WithPassword_RefusesAndDoesNotRepeatIt()
    {
        var error = Assert.Throws<ReplicationException>(() => ChangeLogUri.Parse("kafka://me:secret@h:1/c"));

        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }
}
