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
        await using var stub = RegistryOf(recording);
        using var registry = Client(stub);
        await using var log = await RecordedTopic.OpenAsync(recording);

        await RecordedNodes.ProvePostgresAsync(log, registry, name, output);
    }

    [KafkaCorpusTheory]
    [InlineData("json/one-topic")]
    [InlineData("avro/restart-copy")]
    public async Task Replay_OfATopicOnSqlite_LeavesTheRecordedTables(string name)
    {
        var recording = new CorpusRecording(name);
        await using var stub = RegistryOf(recording);
        using var registry = Client(stub);
        await using var log = await RecordedTopic.OpenAsync(recording);

        await RecordedNodes.ProveSqliteAsync(log, registry, name, output);
    }

    private static SchemaRegistryStub RegistryOf(CorpusRecording recording)
    {
        var stub = SchemaRegistryStub.Start();
        foreach (var (id, schema) in recording.Schemas().Schemas)
        {
            stub.Add(id, schema);
        }

        return stub;
    }

    private static ConfluentSchemaRegistry Client(SchemaRegistryStub stub) =>
        new(new ConfluentSchemaRegistryOptions { Urls = [stub.Url] }, TimeProvider.System);
}
