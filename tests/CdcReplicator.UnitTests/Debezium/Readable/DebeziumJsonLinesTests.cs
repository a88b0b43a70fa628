using System.Text;
using CdcReplicator.Debezium;
using Xunit;

namespace CdcReplicator.UnitTests;

public class DebeziumJsonLinesTests
{
    private const string Envelope =
        """{"before":null,"after":{"id":1},"source":{"connector":"postgresql","name":"srv","schema":"public","table":"t","ts_ms":1},"op":"c","ts_ms":1}""";

    private readonly DebeziumJsonLines _lines = new(
        new RecordDecoder(new MemorySchemaRegistry(), new DebeziumDecoderOptions(), TimeProvider.System)
    );

    [Fact]
    public async Task Read_BareEnvelope_IsTheValueWithoutKey()
    {
        var record = (await _lines.ReadAsync(Envelope, 1, default)).Record;

        Assert.Null(record.Key);
        Assert.Equal(Envelope, Encoding.UTF8.GetString(record.Value!));
        Assert.Empty(record.Headers);
    }

    [Fact]
    public async Task Read_KeyValueAndHeaders_AreTakenApart()
    {
        var line = await _lines.ReadAsync(
            $$$"""{"key":{"id":1},"value":{{{Envelope}}},"headers":{"__debezium.oldkey":{"id":0},"note":"text","none":null}}""",
            1,
            default
        );

        var record = line.Record;
        Assert.Equal("""{"id":1}""", Encoding.UTF8.GetString(record.Key!));
        Assert.Equal(Envelope, Encoding.UTF8.GetString(record.Value!));
        Assert.Equal(
            ["""__debezium.oldkey={"id":0}""", "note=text", "none="],
            record.Headers.Select(header => $"{header.Name}={Encoding.UTF8.GetString(header.Value ?? [])}")
        );
    }

    [Fact]
    public async Task Read_NullValue_IsATombstone()
    {
        var record = (await _lines.ReadAsync("""{"key":{"id":1},"value":null}""", 1, default)).Record;

        Assert.Null(record.Value);
        Assert.Equal("""{"id":1}""", Encoding.UTF8.GetString(record.Key!));
    }

    [Fact]
    public async Task Read_TransactionEnd_IsAccepted()
    {
        var line = """{"status":"END","id":"571:53195832","ts_ms":1,"event_count":0,"data_collections":[]}""";

        Assert.NotNull((await _lines.ReadAsync(line, 1, default)).Record.Value);
    }

    [Theory]
    [InlineData("{", "it is not JSON")]
    [InlineData("[1]", "it is Array, not an object")]
    [InlineData("{}", "")]
    [InlineData("""{"op":"x","source":{"connector":"c","name":"n","schema":"s","table":"t"}}""", "'x' is unknown")]
    [InlineData("""{"op":"c","after":{"id":1}}""", "source")]
    [InlineData("""{"key":1,"value":null,"headers":[]}""", "its headers are Array")]
    public async Task Read_SomethingElse_NamesLineProblemAndRemedy(string line, string problem)
    {
        var error = await Assert.ThrowsAsync<ReplicationException>(async () =>
            await _lines.ReadAsync(line, 17, default)
        );

        Assert.StartsWith("Line 17 is not a Debezium event", error.Problem, StringComparison.Ordinal);
        Assert.Contains(problem, error.Problem, StringComparison.Ordinal);
        Assert.Contains("envelope", error.Remedy, StringComparison.Ordinal);
    }
}
