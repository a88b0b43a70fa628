using CdcReplicator.Testing;
using Confluent.Kafka;
using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary>
/// Compressed batches of Kafka that take little room in the log and become some hundred megabytes: every node halts at
/// them by name, and an operator's skip leads all of them past.
/// </summary>
[Collection(KafkaTestServer.Collection)]
public sealed class InflatingBatchTests
{
    private const int Bytes = 100_000_000;
    private readonly string _cluster = KafkaTestServer.NewClusterName();

    [KafkaTheory]
    [InlineData(CompressionType.Zstd, 3, "cannot be inflated")]
    [InlineData(CompressionType.Gzip, 1, "at most 134217728")]
    public async Task Run_BatchThatInflates_HaltsEveryNodeThereUntilItIsSkipped(
        CompressionType compression,
        int records,
        string says
    )
    {
        var servers = await KafkaTestServer.GetBootstrapServersAsync();
        await using var bench = await Bench.StartAsync($"kafka://{servers}/{_cluster}");
        await bench.AppendAsync(Events.Create(1));
        var size = records == 1 ? 3 * Bytes : Bytes;
        var last = await ProduceBombAsync(servers, compression, records, size);
        await bench.AppendAsync(Events.Create(2));

        var appliers = new List<(SqliteDatabase Database, RunningApplier Applier)>();
        foreach (var id in (string[])["a", "b"])
        {
            var database = bench.Database(id);
            appliers.Add((database, await bench.ApplyAsync(database, id)));
        }

        foreach (var (database, applier) in appliers)
        {
            var reason = await applier.ReasonOfAsync(NodeState.Halted);
            Assert.Contains($"offset {last} ", reason, StringComparison.Ordinal);
            Assert.Contains(says, reason, StringComparison.Ordinal);
            Assert.Equal("1|x", database.Query(Events.Items));
        }

        var skip = await bench.AppendAsync(await Events.SkipAsync(bench.Log, last));
        foreach (var (database, applier) in appliers)
        {
            await applier.UntilAsync(status =>
                status.State == NodeState.Active && status.LastAppliedSequence >= skip.LastOffset
            );
            Assert.Equal("1|x,2|x", database.Query(Events.Items));
        }
    }

    [KafkaFact]
    public async Task Run_PositionAtABatchThatInflates_IsBelieved()
    {
        var servers = await KafkaTestServer.GetBootstrapServersAsync();
        await using var bench = await Bench.StartAsync($"kafka://{servers}/{_cluster}");
        await bench.AppendAsync(Events.Create(1));
        var last = await ProduceBombAsync(servers, CompressionType.Zstd, 3, Bytes);
        var database = bench.Database("a");
        await using (var first = await bench.ApplyAsync(database, "a"))
        {
            await first.ReasonOfAsync(NodeState.Halted);
            await bench.AppendAsync(await Events.SkipAsync(bench.Log, last));
            await first.UntilAsync(status => status.State == NodeState.Active && status.LastAppliedSequence >= last);
        }

        var next = await bench.AppendAsync(Events.Create(2));
        var again = await bench.ApplyAsync(database, "a");

        await again.UntilAsync(status => status.LastAppliedSequence >= next.LastOffset);
        Assert.Equal("1|x,2|x", database.Query(Events.Items));
    }

    [KafkaFact]
    public async Task Members_BatchThatInflatesBesideTheLog_IsPassedOver()
    {
        var servers = await KafkaTestServer.GetBootstrapServersAsync();
        await using var bench = await Bench.StartAsync($"kafka://{servers}/{_cluster}");
        await ProduceBombAsync(servers, CompressionType.Zstd, 3, Bytes, ".meta");
        await bench.AppendAsync(Events.Create(1));
        var database = bench.Database("a");

        var applier = await bench.ApplyAsync(database, "a");

        await applier.UntilAsync(status => status is { State: NodeState.Active, LastAppliedSequence: 0 });
    }

    /// <summary>Records that are one batch; returns the offset of the last.</summary>
    private async Task<long> ProduceBombAsync(
        string servers,
        CompressionType compression,
        int records,
        int size,
        string topic = ".log"
    )
    {
        const int most = 1_000_000_000;
        var config = new ProducerConfig
        {
            BootstrapServers = servers,
            CompressionType = compression,
            CompressionLevel = compression == CompressionType.Gzip ? 6 : 3,
            MessageMaxBytes = most,
            BatchSize = most,
            LingerMs = 3000,
            QueueBufferingMaxKbytes = 2_000_000,
        };
        using var producer = new ProducerBuilder<byte[]?, byte[]?>(config).Build();
        var zeros = new byte[size];
        var key = topic == ".meta" ? "bomb"u8.ToArray() : null;
        var sent = Enumerable
            .Range(0, records)
            .Select(_ =>
                producer.ProduceAsync(_cluster + topic, new Message<byte[]?, byte[]?> { Key = key, Value = zeros })
            );
        var results = await Task.WhenAll(sent.ToList());
        return results.Max(result => result.Offset.Value);
    }
}
