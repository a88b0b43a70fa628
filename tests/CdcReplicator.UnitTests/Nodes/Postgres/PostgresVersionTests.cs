using CdcReplicator.Model;
using CdcReplicator.Nodes;
using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class PostgresVersionTests
{
    private const string Endpoint = "postgres://db:5432/shop";

    [Theory]
    [InlineData(90624, "9.6.24")]
    [InlineData(130022, "13.22")]
    public void Require_OlderThanTested_NamesVersionEndpointAndWayOn(int number, string shown)
    {
        var fault = Assert.Throws<NodeFaultException>(() => new PostgresVersion(number).Require(Endpoint));

        Assert.Contains(
            $"{Endpoint} is PostgreSQL {shown}; a node needs 14 to 18",
            fault.Message,
            StringComparison.Ordinal
        );
        Assert.Contains("PostgreSQL 14 or newer", fault.Remedy, StringComparison.Ordinal);
        Assert.False(fault.IsTransient);
    }

    [Theory]
    [InlineData(140000, false, false, false)]
    [InlineData(150014, true, false, false)]
    [InlineData(170010, true, false, false)]
    [InlineData(180004, true, true, false)]
    [InlineData(190000, true, true, true)]
    public void Require_Supported_KnowsWhatItHas(int number, bool nullsNotDistinct, bool periods, bool untried)
    {
        var version = new PostgresVersion(number);

        version.Require(Endpoint);

        Assert.Equal(nullsNotDistinct, version.HasNullsNotDistinct);
        Assert.Equal(periods, version.HasPeriods);
        Assert.Equal(untried, version.IsUntried);
    }
}
