using CdcReplicator.ChangeLog;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Xunit;
using Xunit.Abstractions;

namespace CdcReplicator.CrashTests;

public sealed class SqliteApplierCrashTests(ITestOutputHelper output)
{
    [Fact]
    public Task Applier_KilledOnTheEmbeddedLog_LeavesExactlyTheLog() =>
        ApplierCrashes.SurviveAsync(NodeKinds.Sqlite, ChangeLogScheme.Embedded, output);

    [KafkaFact]
    public Task Applier_KilledOnKafka_LeavesExactlyTheLog() =>
        ApplierCrashes.SurviveAsync(NodeKinds.Sqlite, ChangeLogScheme.Kafka, output);
}
