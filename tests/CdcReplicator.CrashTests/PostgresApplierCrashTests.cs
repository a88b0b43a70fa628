using CdcReplicator.ChangeLog;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Xunit.Abstractions;

namespace CdcReplicator.CrashTests;

public sealed class PostgresApplierCrashTests(ITestOutputHelper output)
{
    [PostgresFact]
    public Task Applier_KilledOnTheEmbeddedLog_LeavesExactlyTheLog() =>
        ApplierCrashes.SurviveAsync(NodeKinds.Postgres, ChangeLogScheme.Embedded, output);

    [KafkaAndPostgresFact]
    public Task Applier_KilledOnKafka_LeavesExactlyTheLog() =>
        ApplierCrashes.SurviveAsync(NodeKinds.Postgres, ChangeLogScheme.Kafka, output);
}
