using CdcReplicator.Model;
using CdcReplicator.Nodes;
using Microsoft.Data.Sqlite;
using Npgsql;
using Xunit;

namespace CdcReplicator.UnitTests.Nodes.Reach;

/// <summary>How a new node reaches its donor: place from the record, login from its own configuration.</summary>
public sealed class DonorAddressTests
{
    private const string Here = "postgres://127.0.0.1:5433/shop";
    private const string Elsewhere = "postgres://db7:5432/shop";

    [Fact]
    public void Of_KindsLogin_IsPutTogetherWithTheRecordsPlace()
    {
        var donor = Postgres(Here, new SeedOptions { DonorConnections = Given("postgres", "Username=app;Password=x") });

        Assert.Equal(("127.0.0.1", 5433, "shop", "app"), (donor.Host, donor.Port, donor.Database, donor.Username));
        Assert.Equal("ScramSHA256", donor.RequireAuth);
    }

    [Fact]
    public void Of_OwnEntry_HasThePlaceItSays()
    {
        var donor = Postgres(
            Elsewhere,
            new SeedOptions { DonorConnections = Given("a", "Host=10.0.0.9;Port=6000;Database=other;Username=app") }
        );

        Assert.Equal(("10.0.0.9", 6000, "other"), (donor.Host, donor.Port, donor.Database));
    }

    [Fact]
    public void Of_HostThatNobodyAllowed_GetsNoPassword()
    {
        var seed = new SeedOptions { DonorConnections = Given("postgres", "Username=app;Password=hunter2") };

        var refused = Assert.Throws<NodeFaultException>(() => Postgres(Elsewhere, seed));

        Assert.Contains("db7", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Seed:DonorHosts", refused.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", refused.Message, StringComparison.Ordinal);
        Assert.Equal("db7", Postgres(Elsewhere, seed with { DonorHosts = ["db7"] }).Host);
    }

    [Fact]
    public void Of_TextThatIsNoConnectionString_IsNotQuoted()
    {
        var seed = new SeedOptions { DonorConnections = Given("a", "hunter2") };

        var refused = Assert.Throws<NodeFaultException>(() => Postgres(Here, seed));

        Assert.DoesNotContain("hunter2", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Seed:DonorConnections", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_Sqlite_IsTheFileOfTheRecordUnlessTheEntryNamesAnother()
    {
        Assert.Equal("/data/a.db", Sqlite(new SeedOptions()));
        Assert.Equal("/mnt/a.db", Sqlite(new SeedOptions { DonorConnections = Given("a", "Data Source=/mnt/a.db") }));
    }

    [Theory]
    [InlineData("new", "Seed:From names the node itself")]
    [InlineData("", "Seed:From names nobody")]
    public void Validate_DonorThatCannotBe_IsNamed(string from, string expected) =>
        Assert.StartsWith(
            expected,
            Assert.Single(new SeedOptions { From = from }.Validate("new")),
            StringComparison.Ordinal
        );

    [Fact]
    public void Validate_HostsAndSettings_AreAllNamed() =>
        Assert.Equal(
            2,
            new SeedOptions
            {
                DonorHosts = ["10.0.0.0/40"],
                Copy = new SeedSettings { Workers = 0 },
            }
                .Validate("new")
                .Count
        );

    private static NpgsqlConnectionStringBuilder Postgres(string endpoint, SeedOptions seed) =>
        new(DonorAddress.Of("a", NodeKinds.Postgres, endpoint, seed).ConnectionString);

    private static string Sqlite(SeedOptions seed) =>
        new SqliteConnectionStringBuilder(
            DonorAddress.Of("a", NodeKinds.Sqlite, "/data/a.db", seed).ConnectionString
        ).DataSource;

    private static Dictionary<string, string> Given(string of, string text) => new() { [of] = text };
}
