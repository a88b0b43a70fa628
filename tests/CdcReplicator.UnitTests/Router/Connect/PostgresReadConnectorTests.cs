using CdcReplicator.Nodes;
using CdcReplicator.Router;
using Npgsql;
using Xunit;

namespace CdcReplicator.UnitTests.Router;

public class PostgresReadConnectorTests
{
    [Theory]
    [InlineData("db1:5433/app", "db1", 5433, "app")]
    [InlineData("postgres://db1:5433/app", "db1", 5433, "app")]
    [InlineData("/var/run/postgresql:5433/app", "/var/run/postgresql", 5433, "app")]
    [InlineData("[::1]:5433/app", "[::1]", 5433, "app")]
    public void Read_Endpoint_GivesHostPortAndDatabase(string text, string host, int port, string database)
    {
        var endpoint = PostgresEndpoint.Read(text);

        Assert.Equal((host, port, database), (endpoint?.Host, endpoint?.Port, endpoint?.Database));
    }

    [Theory]
    [InlineData("")]
    [InlineData("db1")]
    [InlineData("db1:x/app")]
    public void Read_SomethingElse_GivesNothing(string text) => Assert.Null(PostgresEndpoint.Read(text));

    [Fact]
    public void ConnectionString_CredentialsOfKind_AreJoinedWithTheEndpointAndReadOnly()
    {
        var connector = new PostgresReadConnector(
            new Dictionary<string, string> { ["postgres"] = "Username=app;Password=s3cret" },
            new NodeHostList(["db1"]),
            LogId.New(),
            TimeProvider.System
        );
        var member = MemberSamples.Member("a", 1).Status with { Kind = "postgres", Endpoint = "db1:5433/app" };

        var settings = new NpgsqlConnectionStringBuilder(connector.ConnectionString(member));

        Assert.Equal(("db1", 5433, "app", "app"), (settings.Host, settings.Port, settings.Database, settings.Username));
        Assert.Equal("-c default_transaction_read_only=on", settings.Options);
        Assert.Equal("ScramSHA256", settings.RequireAuth);
    }

    [Fact]
    public void ConnectionString_HostThatIsNotAllowed_GetsNoPassword()
    {
        var connector = new PostgresReadConnector(
            new Dictionary<string, string> { ["postgres"] = "Username=app;Password=s3cret" },
            new NodeHostList(["db1"]),
            LogId.New(),
            TimeProvider.System
        );
        var member = MemberSamples.Member("a", 1).Status with { Kind = "postgres", Endpoint = "db1,evil:5433/app" };

        var refused = Assert.Throws<NodeCannotServeException>(() => connector.ConnectionString(member));

        Assert.Contains("'db1,evil'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("NodeHosts", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", refused.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Username=app;Password=x;Require Auth=Password", "Password")]
    [InlineData("Username=app", null)]
    public void ConnectionString_RequireAuth_IsAsGiven(string given, string? expected)
    {
        var connector = new PostgresReadConnector(
            new Dictionary<string, string> { ["postgres"] = given },
            new NodeHostList([]),
            LogId.New(),
            TimeProvider.System
        );
        var member = MemberSamples.Member("a", 1).Status with { Kind = "postgres", Endpoint = "127.0.0.1:5433/app" };

        Assert.Equal(expected, new NpgsqlConnectionStringBuilder(connector.ConnectionString(member)).RequireAuth);
    }

    [Fact]
    public void ConnectionString_OwnCredentials_WinOverKindAndEndpoint()
    {
        var connector = new PostgresReadConnector(
            new Dictionary<string, string> { ["postgres"] = "Username=app", ["a"] = "Host=tunnel;Port=1;Username=own" },
            new NodeHostList(["db1"]),
            LogId.New(),
            TimeProvider.System
        );
        var member = MemberSamples.Member("a", 1).Status with { Kind = "postgres", Endpoint = "db1:5433/app" };

        var settings = new NpgsqlConnectionStringBuilder(connector.ConnectionString(member));

        Assert.Equal(("tunnel", 1, "app", "own"), (settings.Host, settings.Port, settings.Database, settings.Username));
    }

    [Fact]
    public void ConnectionString_NotOne_SaysSoWithoutQuotingIt()
    {
        var connector = new PostgresReadConnector(
            new Dictionary<string, string> { ["a"] = "Sekret=hunter2" },
            new NodeHostList(["db1"]),
            LogId.New(),
            TimeProvider.System
        );

        var error = Assert.Throws<NodeCannotServeException>(() =>
            connector.ConnectionString(MemberSamples.Member("a", 1).Status)
        );

        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }
}
