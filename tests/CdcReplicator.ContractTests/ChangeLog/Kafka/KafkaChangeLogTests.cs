using CdcReplicator.ChangeLog;
using CdcReplicator.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using Xunit.Abstractions;

namespace CdcReplicator.ContractTests;

[NeedsKafka]
[Collection(KafkaTestServer.Collection)]
public sealed class KafkaChangeLogTests(ITestOutputHelper output) : ChangeLogContract(output)
{
    private readonly string _cluster = KafkaTestServer.NewClusterName();

    /// <summary>Kafka's default <c>max.message.bytes</c> less what a batch of one record costs.</summary>
    protected override int MaxRecordBytes => 1_048_588 - 256;

    private protected override async Task<IChangeLog> OpenAsync() =>
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

    private protected override async Task TrimAsync(IChangeLog log)
    {
        var end = (await log.GetBoundsAsync(CancellationToken.None)).EndOffset;
        var servers = await KafkaTestServer.GetBootstrapServersAsync();
        await KafkaTools.DeleteRecordsAsync(servers, $"{_cluster}.log", end);
    }
}
