using CdcReplicator.Cli;
using CdcReplicator.Lifecycle;
using CdcReplicator.Nodes;
using Xunit;

namespace CdcReplicator.UnitTests.Cli;

public sealed class RunPlanTests
{
    private static readonly NodeOptions Good = new()
    {
        Id = "a",
        Kind = NodeKinds.Sqlite,
        ConnectionString = "Data Source=a.db",
    };

    [Fact]
    public void Create_EverythingWrong_ListsEveryError()
    {
        var options = new ReplicatorOptions
        {
            Log = "redis://x",
            Nodes = [Good, Good, Good with { Id = "b", Kind = "oracle" }],
        };

        var error = Assert.Throws<BadInputException>(() => RunPlan.Create(options, ["b", "z"]));

        Assert.Contains(error.Problems, problem => problem.Contains("redis://x", StringComparison.Ordinal));
        Assert.Contains(error.Problems, problem => problem.Contains("'a' is given 2 times", StringComparison.Ordinal));
        Assert.Contains(error.Problems, problem => problem.Contains("oracle", StringComparison.Ordinal));
        Assert.Contains(error.Problems, problem => problem.Contains("--node 'z'", StringComparison.Ordinal));
    }

    [Fact]
    public void Create_NothingConfigured_SaysWhatIsMissing()
    {
        var error = Assert.Throws<BadInputException>(() => RunPlan.Create(new ReplicatorOptions(), []));

        Assert.Contains(error.Problems, problem => problem.Contains("--log", StringComparison.Ordinal));
        Assert.Contains(error.Problems, problem => problem.Contains("No node", StringComparison.Ordinal));
    }

    [Fact]
    public void Create_OnlyOneNode_TakesThatOne()
    {
        var options = new ReplicatorOptions { Log = "embedded:log.db", Nodes = [Good, Good with { Id = "b" }] };

        var plan = RunPlan.Create(options, ["b"]);

        Assert.Equal("b", Assert.Single(plan.Nodes).Id);
    }
}
