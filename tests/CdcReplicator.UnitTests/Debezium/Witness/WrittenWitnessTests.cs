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

/// <summary>
/// What our encoder writes is read by Apache.Avro and by Confluent's deserializer, the schemas fetched from a registry
/// over HTTP as they fetch them: envelope, key, and values of every column kind.
/// </summary>
public sealed class WrittenWitnessTests(ITestOutputHelper output)
{
    private const int RowsPerSeed = 60;
    private const string Publisher = "witnessed-x";
    private static readonly DateTimeOffset Time = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_123);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Encode_RandomChanges_ApacheAvroReadsTheSame(int seed)
    {
        var registry = new MemorySchemaRegistry();
        var reader = new ApacheReader(id => registry[id]);

        await AssertReadAlikeAsync(seed, registry, (bytes, _) => Task.FromResult(reader.Read(bytes)));

        Assert.Empty(reader.Refused);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Encode_RandomChanges_ConfluentsDeserializerReadsTheSame(int seed)
    {
        await using var stub = SchemaRegistryStub.Start();
        using var registry = new ConfluentSchemaRegistry(
            new ConfluentSchemaRegistryOptions { Urls = [stub.Url] },
            TimeProvider.System
        );
        using var client = new CachedSchemaRegistryClient(new SchemaRegistryConfig { Url = stub.Url.ToString() });
        var deserializer = new AvroDeserializer<GenericRecord>(client);

        await AssertReadAlikeAsync(
            seed,
            registry,
            async (bytes, part) =>
                ApacheReading.Struct(
                    await deserializer.DeserializeAsync(bytes, false, new SerializationContext(part, "log"))
                )
        );
    }

    [Fact]
    public async Task Encode_ControlMessage_ApacheAvroReadsTheSame()
    {
        var registry = new MemorySchemaRegistry();
        var reader = new ApacheReader(id => registry[id]);
        var message = new ControlMessage("cdc-replicator.test", [0, 255, 16]);
        var record = await new ControlMessageEncoder(registry, "witness").EncodeAsync(
            Publisher,
            message,
            Time,
            default
        );

        var (key, value) = (reader.Read(record.Key!), reader.Read(record.Value!));

        Assert.Equal(message.Prefix, key.Text("prefix"));
        Assert.Equal("m", value.Text("op"));
        Assert.Equal(message.Prefix, value.Struct("message")!.Text("prefix"));
        Assert.Equal(message.Content, value.Struct("message")!["content"]);
        Assert.Equal(Publisher, value.Struct("source")!.Text("name"));
        Assert.Empty(reader.Refused);
    }

    private async Task AssertReadAlikeAsync(
        int seed,
        ISchemaRegistry registry,
        Func<byte[], MessageComponentType, Task<WitnessStruct>> read
    )
    {
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var table = RandomChanges.EveryType;
        var changes = Enumerable.Range(0, RowsPerSeed).Select(i => RandomChanges.Next(random, table, i)).ToArray();
        var records = await new SdkTransactionEncoder(registry, "witness").EncodeAsync(
            Publisher,
            seed,
            Time,
            [.. changes.Select(change => new TableChange(table, change))],
            default
        );
        for (var i = 0; i < changes.Length; i++)
        {
            var key = await read(records[i].Key!, MessageComponentType.Key);
            var value = await read(records[i].Value!, MessageComponentType.Value);

            AssertEnvelope(value, changes[i].Operation, seed, i + 1);
            Assert.Equal(
                [("id", DataValue.Integer(i))],
                key.Fields.Select(f => (f.Name, WitnessValue.Of(f.Type, f.Value)))
            );
            AssertImage(table, changes[i].Before, value.Struct("before"));
            AssertImage(table, changes[i].After, value.Struct("after"));
        }
    }

    private static void AssertEnvelope(WitnessStruct value, ChangeOperation operation, int number, int place)
    {
        var (source, block) = (value.Struct("source")!, value.Struct("transaction")!);
        Assert.Equal("cudr"[(int)operation].ToString(), value.Text("op"));
        Assert.Equal(Time.ToUnixTimeMilliseconds(), value.Number("ts_ms"));
        Assert.Equal(Time.ToUnixTimeMilliseconds() * 1_000_000, value.Number("ts_ns"));
        Assert.Equal(
            [WellKnown.SdkConnector, Publisher, "witness", "public", "every kind", "false"],
            new[] { "connector", "name", "db", "schema", "table", "snapshot" }.Select(source.Text)
        );
        Assert.Equal([number, number], new[] { "txId", "lsn" }.Select(source.Number));
        Assert.Equal($"{Publisher}:{number}", block.Text("id"));
        Assert.Equal(
            [place, place, RowsPerSeed],
            new[] { "total_order", "data_collection_order", "event_count" }.Select(block.Number)
        );
    }

    private static void AssertImage(TableDefinition table, RowImage? expected, WitnessStruct? actual)
    {
        Assert.Equal(expected is null, actual is null);
        if (expected is not { } image)
        {
            return;
        }

        Assert.Equal(image.Shape.Columns.Order(), actual!.Fields.Select(field => field.Name).Order());
        foreach (var field in actual.Fields)
        {
            var type = table.FindColumn(field.Name)!.Type;
            var value = InColumn(type, WitnessValue.Of(field.Type, field.Value));
            Assert.True(image.TryGet(field.Name, out var written));
            Assert.True(written == value, $"'{field.Name}': {written.Kind} {written} was read as {value.Kind} {value}");
        }
    }

    /// <summary>
    /// What only the column tells: bits come as bytes or digits, NaN and infinities as Debezium's words.
    /// </summary>
    private static DataValue InColumn(ColumnType type, DataValue value) =>
        (type.Kind, value.Kind) switch
        {
            (ColumnKind.Bits, DataKind.Bytes) => Bits(value.AsBytes(), type.Length!.Value),
            (ColumnKind.Bits, DataKind.Text) => DataValue.Bits(new BitString(value.AsText())),
            (ColumnKind.Decimal, DataKind.Text) => Decimal(value.AsText()),
            (ColumnKind.Array, DataKind.Array) => DataValue.Array(
                Array.ConvertAll(value.AsArray(), element => InColumn(type.Element!, element))
            ),
            _ => value,
        };

    private static DataValue Bits(byte[] littleEndian, int length) =>
        DataValue.Bits(
            new BitString(
                string.Concat(
                    Enumerable
                        .Range(0, length)
                        .Reverse()
                        .Select(bit => bit / 8 < littleEndian.Length ? (littleEndian[bit / 8] >> (bit % 8)) & 1 : 0)
                )
            )
        );

    private static DataValue Decimal(string text) =>
        DataValue.Decimal(
            text switch
            {
                "NAN" => new BigDecimal(DecimalSpecial.NaN),
                "POSITIVE_INFINITY" => new BigDecimal(DecimalSpecial.PositiveInfinity),
                "NEGATIVE_INFINITY" => new BigDecimal(DecimalSpecial.NegativeInfinity),
                _ => BigDecimal.Parse(text),
            }
        );
}
