using CdcReplicator.Bench;
using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class CatchUpOptionsTests
{
    private static readonly CatchUpOptions Valid = new()
    {
        Workload = "insert",
        Log = "kafka",
        Node = "postgres",
    };

    [Theory]
    [InlineData(10, 1, 10)]
    [InlineData(10, 4, 3)]
    [InlineData(10, 10, 1)]
    public void LoggedTransactions_Bundled_CountsTheRest(long transactions, int bundle, long logged) =>
        Assert.Equal(logged, (Valid with { Transactions = transactions, Bundle = bundle }).LoggedTransactions);

    [Fact]
    public void Validate_NativeWithBundles_Refuses()
    {
        var options = Valid with { Baseline = BenchChoices.Native, Bundle = 2 };

        Assert.Contains("--bundle 1", Assert.Single(options.Validate()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(BenchChoices.Native)]
    [InlineData(BenchChoices.NoPosition)]
    public void Validate_BaselineThatFits_HasNoProblem(string baseline) =>
        Assert.Empty((Valid with { Baseline = baseline }).Validate());
}
