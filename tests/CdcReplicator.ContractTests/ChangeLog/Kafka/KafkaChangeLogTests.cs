using CdcReplicator.ChangeLog;
using CdcReplicator.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcReplicator.ContractTests;

public sealed class KafkaChangeLogTests : ChangeLogContract
{
    private readonly string _cluster = KafkaTestServer.NewClusterName();

    protected override int MaxRecordBytes => 1_048_332;

    protected override async Task<IChangeLog> OpenAsync() =>
        await KafkaChangeLog.OpenAsync(
            new KafkaLogOptions
            {
                BootstrapServers = await KafkaTestServer.GetBootstrapServersAsync(),
                Cluster = _cluster,
            },
            TimeProvider.System,
            NullLoggerFactory.Instance,
            CancellationToken.None
        );
}
