using CdcReplicator.Model;
using CdcReplicator.Testing;
using Confluent.Kafka;
using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary>Kafka topics that are no longer the log a node has followed.</summary>
public sealed class RecreatedTopicTests
{
    private const int Applied = 4;

    private readonly string _cluster = KafkaTestServer.NewClusterName();

    [KafkaTheory(ownServer: true)]
    [InlineData(Applied - 2)]
    [InlineData(Applied)]
    [InlineData(Applied + 5)]
    public async Task Run_TopicRecreatedWhileAway_HaltsBeforeOneWrongRecord(int records)
    {
        var servers = await KafkaTestServer.GetBootstrapServersAsync();
        await using var bench = await Bench.StartAsync($"kafka://{servers}/{_cluster}");
        var database = bench.Database("a");
        await ApplyFirstAsync(bench, database);

        await RecreateTopicAsync(servers, records);

        await AssertHaltsUnharmedAsync(await bench.ApplyAsync(database, "a"), database);
    }

    [KafkaTheory(ownServer: true)]
    [InlineData(0)]
    [InlineData(Applied + 5)]
    public async Task Run_TopicRecreatedWhileFollowing_HaltsBeforeOneWrongRecordAndItsLagIsUnknown(int records)
    {
        var servers = await KafkaTestServer.GetBootstrapServersAsync();
        await using var bench = await Bench.StartAsync($"kafka://{servers}/{_cluster}");
        var database = bench.Database("a");
        await AppendFirstAsync(bench);
        var applier = await bench.ApplyAsync(database, "a");
        await applier.UntilAsync(status => status.LastAppliedSequence >= Applied - 1);

        await RecreateTopicAsync(servers, records);

        await AssertHaltsUnharmedAsync(applier, database);
        await applier.UntilAsync(status => status is { LagMilliseconds: null, LogEndOffset: null });
    }

    [KafkaFact]
    public async Task Run_PositionOlderThanRetention_HaltsAndOthersGoOn()
    {
        var servers = await KafkaTestServer.GetBootstrapServersAsync();
        await using var bench = await Bench.StartAsync($"kafka://{servers}/{_cluster}");
        var database = bench.Database("away");
        var healthy = bench.Database("healthy");
        await ApplyFirstAsync(bench, database, "away");
        await bench.AppendAsync(Events.Create(10), Events.Create(11));
        var other = await bench.ApplyAsync(healthy, "healthy");
        await other.UntilAsync(status => status.LastAppliedSequence == Applied + 1);
        await KafkaTools.DeleteRecordsAsync(servers, $"{_cluster}.log", Applied + 1);

        var away = await bench.ApplyAsync(database, "away");
        var reason = await away.ReasonOfAsync(NodeState.BehindRetention);

        Assert.Contains($"offset {Applied},", reason, StringComparison.Ordinal);
        Assert.Contains($"from {Applied + 1} on", reason, StringComparison.Ordinal);
        Assert.EndsWith("cdc-replicator node seed away --replace", reason, StringComparison.Ordinal);
        var next = await bench.AppendAsync(Events.Create(12));
        await other.UntilAsync(status => status.LastAppliedSequence == next.LastOffset);
        Assert.EndsWith("12|x", healthy.Query(Events.Items), StringComparison.Ordinal);
    }

    private async Task AssertHaltsUnharmedAsync(RunningApplier applier, SqliteDatabase database)
    {
        var reason = await applier.ReasonOfAsync(NodeState.Halted);
        Assert.Contains(_cluster, reason, StringComparison.Ordinal);
        Assert.Matches("was deleted|created anew|seed the node anew", reason);
        Assert.DoesNotContain("wrong", database.Query(Events.Items), StringComparison.Ordinal);
        Assert.Equal("0|x,1|x,2|x,3|x", database.Query(Events.Items));
    }

    private static async Task ApplyFirstAsync(Bench bench, SqliteDatabase database, string id = "a")
    {
        await AppendFirstAsync(bench);
        await using var first = await RunningApplier.StartAsync(bench.Address, database.Options(id), bench.At("first"));
        await first.UntilAsync(status => status.LastAppliedSequence >= Applied - 1);
    }

    private static Task<AppendReceipt> AppendFirstAsync(Bench bench) =>
        bench.AppendAsync([.. Enumerable.Range(0, Applied).Select(id => Events.Create(id))]);

    /// <summary>As an operator does it, with another program's records in the new topic.</summary>
    private async Task RecreateTopicAsync(string servers, int records)
    {
        string[] topic = ["--topic", $"{_cluster}.log"];
        await KafkaTools.RunAsync(servers, "kafka-topics.sh", ["--delete", .. topic]);
        await KafkaTools.RunAsync(
            servers,
            "kafka-topics.sh",
            ["--create", .. topic, "--config", "message.timestamp.type=LogAppendTime"]
        );
        using var producer = new ProducerBuilder<byte[]?, byte[]?>(
            new ProducerConfig { BootstrapServers = servers }
        ).Build();
        foreach (var id in Enumerable.Range(100, records))
        {
            var wrong = Events.Create(id, "wrong");
            await producer.ProduceAsync(
                $"{_cluster}.log",
                new Message<byte[]?, byte[]?> { Key = wrong.Key, Value = wrong.Value }
            );
        }
    }
}
