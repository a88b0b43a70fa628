using CdcReplicator.Debezium;
using CdcReplicator.Testing;
using Xunit;
using Xunit.Abstractions;

namespace CdcReplicator.EndToEndTests;

/// <summary>The same through a real Kafka, with the schemas of Avro behind a registry's REST interface.</summary>
public sealed class RecordedTopicTests(ITestOutputHelper output)
{
    [KafkaCorpusTheory]
    [InlineData("avro/one-topic")]
    [InlineData("json/restart")]
    public async Task Replay_OfATopicOnPostgres_LeavesTheRecordedTables(string name)
    {
        var recording = new CorpusRecording(name);
        await using var stub = RecordedRegistry.Start(recording);
        using var registry = Client(stub);
        await using var log = await RecordedTopic.OpenAsync(recording);

        await RecordedNodes.ProvePostgresAsync(name, Replay.Of(log, registry, output));
    }

    [KafkaCorpusTheory]
    [InlineData("json/one-topic")]
    [InlineData("avro/restart-copy")]
    public async Task Replay_OfATopicOnSqlite_LeavesTheRecordedTables(string name)
    {
        var recording = new CorpusRecording(name);
        await using var stub = RecordedRegistry.Start(recording);
        using var registry = Client(stub);
        await using var log = await RecordedTopic.OpenAsync(recording);

        await RecordedNodes.ProveSqliteAsync(name, Replay.Of(log, registry, output));
    }

    private static ConfluentSchemaRegistry Client(SchemaRegistryStub stub) =>
        new(new ConfluentSchemaRegistryOptions { Urls = [stub.Url] }, TimeProvider.System);
}
