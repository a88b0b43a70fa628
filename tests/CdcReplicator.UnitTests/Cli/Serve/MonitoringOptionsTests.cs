using CdcReplicator.Cli;
using Xunit;

namespace CdcReplicator.UnitTests.Cli;

public sealed class MonitoringOptionsTests
{
    private const string Standard = "127.0.0.1:6434";

    [Theory]
    [InlineData(null, Standard)]
    [InlineData("127.0.0.1:0", "127.0.0.1:0")]
    [InlineData("[::1]:80", "[::1]:80")]
    [InlineData("none", null)]
    [InlineData("None", null)]
    [InlineData("0", null)]
    public void Address_Given_IsThatOrNowhere(string? text, string? expected)
    {
        var problems = new List<string>();

        var address = MonitoringOptions.Address("--http", text, Standard, problems);

        Assert.Equal(expected, address?.ToString());
        Assert.Empty(problems);
    }

    [Theory]
    [InlineData("here")]
    [InlineData("127.0.0.1")]
    [InlineData("6434")]
    public void Address_ThatIsNone_IsNamedWithTheWaysOut(string text)
    {
        var problems = new List<string>();

        Assert.Null(MonitoringOptions.Address("--http", text, Standard, problems));

        var problem = Assert.Single(problems);
        Assert.All(
            (string[])[text, Standard, "none"],
            word => Assert.Contains(word, problem, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("http://127.0.0.1:4317", true)]
    [InlineData("127.0.0.1:4317", false)]
    [InlineData("ftp://x", false)]
    public void Validate_OtlpEndpoint_IsAnAddressOfHttp(string? endpoint, bool isValid) =>
        Assert.Equal(
            isValid,
            !new MonitoringOptions { OtlpEndpoint = endpoint }
                .Validate()
                .Any()
        );
}
