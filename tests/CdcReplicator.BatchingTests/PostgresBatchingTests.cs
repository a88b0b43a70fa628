using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Xunit;
using Xunit.Abstractions;

namespace CdcReplicator.BatchingTests;

public sealed class PostgresBatchingTests(ITestOutputHelper output)
{
    private const int PlainHistories = 300;

    [PostgresFact]
    public Task ApplyBatch_AnyHistoryWithCrashes_EndsAsOneByOne() =>
        BatchingProperty.HoldAsync(NodeKinds.Postgres, output);

    /// <summary>Such a role cannot silence foreign keys and triggers.</summary>
    [PostgresFact]
    public async Task ApplyBatch_RoleIsNoSuperuser_EndsAsOneByOne()
    {
        await using var rigs = new HistoryRigs(NodeKinds.Postgres, isPlain: true);
        var property = new HistoryProperty(rigs, output);

        var difference = await Task.Run(() =>
            property.FindDifference(PlainHistories, HistoryGenerator.Arbitrary, node => node)
        );

        output.WriteLine(property.Coverage.ToString());
        Assert.True(difference is null, difference);
    }
}
