using CdcReplicator.Nodes;
using Xunit;
using Xunit.Abstractions;

namespace CdcReplicator.BatchingTests;

public sealed class SqliteBatchingTests(ITestOutputHelper output)
{
    [Fact]
    public Task ApplyBatch_AnyHistoryWithCrashes_EndsAsOneByOne() =>
        BatchingProperty.HoldAsync(NodeKinds.Sqlite, output);
}
