using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Xunit;
using Xunit.Abstractions;

namespace CdcReplicator.BatchingTests;

/// <summary>A role that is no superuser cannot silence foreign keys and triggers.</summary>
public sealed class PostgresPlainRoleTests(ITestOutputHelper output)
{
    private const int Histories = 300;

    [PostgresFact]
    public async Task ApplyBatch_RoleIsNoSuperuser_EndsAsOneByOne()
    {
        await using var rigs = new HistoryRigs(NodeKinds.Postgres, isPlain: true);
        var property = new HistoryProperty(rigs, output);

        var difference = await Task.Run(() =>
            property.FindDifference(Histories, HistoryGenerator.Arbitrary, node => node)
        );

        output.WriteLine(property.Coverage.ToString());
        Assert.True(difference is null, difference);
    }
}
