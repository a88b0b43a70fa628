using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Xunit.Abstractions;

namespace CdcReplicator.BatchingTests;

public sealed class PostgresBatchingTests(ITestOutputHelper output)
{
    [PostgresFact]
    public Task ApplyBatch_AnyHistoryWithCrashes_EndsAsOneByOne() =>
        BatchingProperty.HoldAsync(NodeKinds.Postgres, output);
}
