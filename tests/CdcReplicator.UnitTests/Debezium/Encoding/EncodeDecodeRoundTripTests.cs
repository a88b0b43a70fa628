using CdcReplicator.Debezium;
using CdcReplicator.Model;
using Xunit;
using Xunit.Abstractions;

namespace CdcReplicator.UnitTests;

/// <summary>
/// What the encoder writes, the decoder and the coercion give back, for every column kind and random values.
/// </summary>
public class EncodeDecodeRoundTripTests(ITestOutputHelper output)
{
    private const int RowsPerSeed = 60;

    /// <summary>Its images stay bytes until somebody asks for values.</summary>
    private static readonly TableDefinition Scalars = RandomChanges.EveryType with
    {
        Columns = [.. RandomChanges.EveryType.Columns.Where(column => IsScalar(column.Type.Kind))],
    };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public Task EncodeThenDecode_RandomRows_GivesTheSameChanges(int seed) =>
        RoundTripAsync(RandomChanges.EveryType, seed);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task EncodeThenDecode_RandomScalars_StayBytesAndGiveTheSameChanges(int seed)
    {
        var images = await RoundTripAsync(Scalars, seed);

        Assert.All(images, image => Assert.NotNull(image.Encoding));
    }

    private async Task<List<RowImage>> RoundTripAsync(TableDefinition table, int seed)
    {
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var registry = new MemorySchemaRegistry();
        var changes = Enumerable.Range(0, RowsPerSeed).Select(i => RandomChanges.Next(random, table, i)).ToArray();
        var records = await new SdkTransactionEncoder(registry, "round trip").EncodeAsync(
            "once-x",
            1,
            DateTimeOffset.UnixEpoch,
            [.. changes.Select(change => new TableChange(table, change))],
            default
        );
        var images = new List<RowImage>();
        var decoder = new RecordDecoder(registry, new DebeziumDecoderOptions(), TimeProvider.System);

        for (var i = 0; i < changes.Length; i++)
        {
            var record = new LogRecord(i, 0, records[i].Key, records[i].Value, records[i].Headers);
            var row = (await decoder.DecodeAsync(record, default)).Row;

            images.AddRange(new[] { row.Change.Before, row.Change.After }.OfType<RowImage>());
            Assert.Equal(table.Name, row.Change.Table);
            Assert.Equal(changes[i].Operation, row.Change.Operation);
            AssertImage(table, changes[i].Before, row.Change.Before);
            AssertImage(table, changes[i].After, row.Change.After);
            Assert.Equal(changes[i].Key!.Value.ToValues()[0], row.Change.Key!.Value.ToValues()[0]);
        }

        return images;
    }

    private static void AssertImage(TableDefinition table, RowImage? expected, RowImage? actual)
    {
        Assert.Equal(expected is null, actual is null);
        for (var i = 0; i < (expected?.ToValues().Length ?? 0); i++)
        {
            var column = expected!.Value.Shape.Columns[i];
            Assert.True(actual!.Value.TryGet(column, out var value), $"column '{column}' is missing");
            var type = table.FindColumn(column)!.Type;
            var coerced = ValueCoercion.Coerce(value, type);
            Assert.True(
                expected.Value.ToValues()[i] == coerced,
                $"'{column}' {type.NativeName}: {expected.Value.ToValues()[i]} became {coerced}"
            );
        }
    }

    private static bool IsScalar(ColumnKind kind) =>
        kind is not (ColumnKind.Array or ColumnKind.Hstore or ColumnKind.Point);
}
