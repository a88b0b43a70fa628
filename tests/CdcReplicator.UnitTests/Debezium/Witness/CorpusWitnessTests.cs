using Avro;
using Avro.Generic;
using CdcReplicator.Debezium;
using CdcReplicator.Model;
using CdcReplicator.Testing;
using Confluent.Kafka;
using Confluent.SchemaRegistry;
using Confluent.SchemaRegistry.Serdes;
using Xunit;
using Xunit.Abstractions;

namespace CdcReplicator.UnitTests;

/// <summary>Readers that share nothing with ours agree with it on every recorded record, value by value.</summary>
public sealed class CorpusWitnessTests(ITestOutputHelper output)
{
    public static TheoryData<string> AvroRecordings() => Named("avro/");

    public static TheoryData<string> JsonRecordings() => Named("json");

    private const string NegativeScale = "schema erp.inventory.types_special.Envelope: 5 times";

    /// <summary>
    /// All that Apache.Avro refuses: the schema of <c>numeric(5,-2)</c>, whose scale comes as 2046 and is more than the
    /// precision; and, of <c>time.precision.mode=connect</c>, whose types Avro knows, dates outside .NET's calendar and
    /// 24:00.
    /// </summary>
    private static readonly Dictionary<string, string> Refused = new()
    {
        ["avro/default"] = NegativeScale,
        ["avro/one-topic"] = NegativeScale,
        ["avro/restart"] = NegativeScale,
        ["avro/modes-connect"] = "value of erp_con.inventory.types_time.Envelope: 5 times",
    };

    [CorpusTheory]
    [InlineData("avro/default")]
    [InlineData("avro/restart-copy")]
    [InlineData("avro/restart-snapshot")]
    public void Parse_EverySchemaOfARegistry_OnlyAScaleAboveThePrecisionIsRefused(string name)
    {
        var schemas = new CorpusRecording(name).Schemas().Schemas.Values;

        var refused = schemas.Where(text => ApacheReader.TryParse(text) is null);

        Assert.Equal(
            schemas.Where(text => text.Contains("\"scale\":2046,\"precision\":5", StringComparison.Ordinal)),
            refused
        );
    }

    [CorpusTheory]
    [MemberData(nameof(AvroRecordings))]
    public async Task Decode_AvroRecording_AgreesWithApacheAvro(string name)
    {
        var schemas = new CorpusRecording(name).Schemas().Schemas;
        var reader = new ApacheReader(id => schemas[id]);

        await AssertAgreesAsync(
            name,
            (record, isKey) => Task.FromResult<WitnessStruct?>(reader.Read((isKey ? record.Key : record.Value).Memory))
        );

        var refused = reader.Refused.Select(refusal => $"{refusal.Key}: {refusal.Value} times");
        Assert.Equal(Refused.GetValueOrDefault(name, ""), string.Join(", ", refused));
    }

    [CorpusTheory]
    [MemberData(nameof(AvroRecordings))]
    public async Task Decode_AvroRecording_AgreesWithConfluentsDeserializer(string name)
    {
        var recording = new CorpusRecording(name);
        await using var stub = SchemaRegistryStub.Start();
        foreach (var (id, schema) in recording.Schemas().Schemas)
        {
            stub.Add(id, schema);
        }

        using var client = new CachedSchemaRegistryClient(new SchemaRegistryConfig { Url = stub.Url.ToString() });
        var deserializer = new AvroDeserializer<GenericRecord>(client);
        var refused = 0;
        await AssertAgreesAsync(
            name,
            async (record, isKey) =>
            {
                var context = new SerializationContext(
                    isKey ? MessageComponentType.Key : MessageComponentType.Value,
                    recording.Name
                );
                try
                {
                    return ApacheReading.Struct(
                        await deserializer.DeserializeAsync((isKey ? record.Key : record.Value).Memory, false, context)
                    );
                }
                catch (AvroException)
                {
                    // The same as Apache.Avro refuses, which it is made of.
                    refused++;
                    return null;
                }
            }
        );

        Assert.Equal(Refused.ContainsKey(name) ? 5 : 0, refused);
    }

    [CorpusTheory]
    [MemberData(nameof(JsonRecordings))]
    public Task Decode_JsonRecording_AgreesWithSystemTextJson(string name) =>
        AssertAgreesAsync(
            name,
            (record, isKey) =>
                Task.FromResult<WitnessStruct?>(JsonReading.Read((isKey ? record.Key : record.Value).Span, isKey))
        );

    /// <summary>Compares every record but those the other reader refuses (null).</summary>
    private async Task AssertAgreesAsync(string name, Func<LogRecord, bool, Task<WitnessStruct?>> read)
    {
        var recording = new CorpusRecording(name);
        var decoder = new RecordDecoder(
            recording.Schemas(),
            new DebeziumDecoderOptions(),
            CorpusSources.Catalog,
            TimeProvider.System
        );
        var comparison = new WitnessComparison();
        var records = 0;
        foreach (var (_, record) in recording.Read())
        {
            records++;
            var ours = await decoder.DecodeAsync(record, CancellationToken.None);
            var key = record.Key.IsNone ? null : await read(record, true);
            var value = record.Value.IsNone ? null : await read(record, false);
            if ((key is null == record.Key.IsNone) && (value is null == record.Value.IsNone))
            {
                comparison.Add(ours, key, value);
            }
        }

        output.WriteLine($"{records} records, {comparison.Values} values");
        Assert.True(records >= 70, $"only {records} records");
        Assert.True(comparison.Differences.Count == 0, string.Join('\n', comparison.Differences.Take(40)));
    }

    private static TheoryData<string> Named(string start) =>
        [
            .. CorpusRecording
                .All.Select(recording => recording.Name)
                .Where(name => name.StartsWith(start, StringComparison.Ordinal)),
        ];
}
