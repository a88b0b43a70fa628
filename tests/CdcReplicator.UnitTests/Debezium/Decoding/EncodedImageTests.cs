using System.Text;
using CdcReplicator.Debezium;
using CdcReplicator.Model;
using CdcReplicator.Testing;
using Xunit;
using Xunit.Abstractions;

namespace CdcReplicator.UnitTests;

/// <summary>
/// An image kept as bytes is the image whose values are made at once, and what is wrong with it is found at once too.
/// </summary>
public sealed class EncodedImageTests(ITestOutputHelper output)
{
    private const int Rounds = 40_000;
    private static readonly UnavailablePlaceholder Placeholder = ReadPlaceholder();

    [CorpusTheory]
    [InlineData("avro/default")]
    [InlineData("avro/modes-connect")]
    [InlineData("avro/modes-double")]
    [InlineData("avro/modes-string")]
    [InlineData("avro/one-topic")]
    [InlineData("avro/restart")]
    [InlineData("avro/restart-snapshot")]
    public void Read_RecordedImages_GiveTheSameValues(string recording)
    {
        var encoded = 0;
        foreach (var row in Rows(recording))
        {
            var (values, length) = row.ReadValues(row.Bytes, Placeholder);
            var (image, imageLength) = RowBytes.ReadImage(Plan(row), row.Bytes, Placeholder);

            Assert.Equal(length, imageLength);
            AssertSame(values, image);
            encoded += image.Encoding is null ? 0 : 1;
        }

        output.WriteLine($"{encoded} images kept as bytes");
        Assert.True(encoded > 100);
    }

    [CorpusTheory]
    [InlineData("avro/default")]
    [InlineData("avro/modes-string")]
    [InlineData("avro/modes-double")]
    public void Read_DamagedImages_AreRefusedAlike(string recording)
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var rows = Rows(recording)
            .Where(row =>
                Plan(row) is var plan && RowBytes.ReadImage(plan, row.Bytes, Placeholder).Image.Encoding is not null
            )
            .GroupBy(row => row.Schema)
            .SelectMany(group => group.Take(20))
            .ToArray();
        var refused = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var row = rows[random.Next(rows.Length)];
            var bytes = Damage.Of(row.Bytes, random);
            var expected = Outcome(() => row.ReadValues(bytes, Placeholder), out var values);
            var actual = Outcome(() => RowBytes.ReadImage(Plan(row), bytes, Placeholder), out var image);

            Assert.True(expected == actual, $"seed {seed}, round {round}: '{expected}' became '{actual}'");
            if (expected is null)
            {
                Assert.Equal(values.Length, image.Length);
                AssertSame(values.Values, image.Image);
            }
            else
            {
                refused++;
            }
        }

        output.WriteLine($"{refused} of {Rounds} refused");
        Assert.InRange(refused, Rounds / 20, Rounds - (Rounds / 20));
    }

    private readonly Dictionary<AvroSchema, AvroRowPlan> _plans = [];

    private AvroRowPlan Plan(RowBytes row)
    {
        if (!_plans.TryGetValue(row.Schema, out var plan))
        {
            plan = _plans[row.Schema] = new AvroRowPlan(row.Schema, Placeholder);
        }

        return plan;
    }

    private static RowBytes[] Rows(string recording)
    {
        var source = new CorpusRecording(recording);
        var schemas = source.Schemas().Schemas.ToDictionary(s => s.Key, s => AvroSchemaParser.Parse(s.Value));
        return [.. source.Read().SelectMany(read => RowBytes.Of(read.Record, schemas))];
    }

    private static string? Outcome<T>(Func<T> read, out T? result)
    {
        result = default;
        try
        {
            result = read();
            return null;
        }
        catch (Exception e) when (e is MalformedDataException or DecoderFallbackException)
        {
            return $"{e.GetType().Name}: {e.Message}";
        }
    }

    private static void AssertSame(DataValue[] values, RowImage image)
    {
        Assert.Equal(values, image.ToValues());
        Assert.Equal(values.Any(value => value.Kind == DataKind.Unavailable), image.HasUnavailable);

        var all = new RecordingSink(values.Length);
        image.WriteTo(ref all);
        Assert.Equal(values, all.Values);
        Assert.Equal(Enumerable.Range(0, values.Length), all.Order);

        for (var i = 0; i < values.Length; i++)
        {
            var isInteger = values[i].Kind == DataKind.Integer;
            Assert.Equal(isInteger, image.TryGetInteger(i, out var integer));
            Assert.Equal(isInteger ? values[i].AsInt64() : 0, integer);
            AssertPromised(values[i], image.Encoding, i);
        }
    }

    private static void AssertPromised(DataValue value, RowEncoding? encoding, int field)
    {
        if (encoding is null)
        {
            return;
        }

        var wire = encoding.Fields[field];
        Assert.True(
            value.Kind switch
            {
                DataKind.Null => wire.MayBeNull,
                DataKind.Unavailable => encoding.HasUnavailable,
                DataKind.Text => wire.Kind == DataKind.Text || !wire.IsCertain,
                _ => wire.Kind == value.Kind,
            },
            $"{wire} holds a {value.Kind}"
        );
        Assert.True(wire.IntegerBits != 32 || value.IsNull || value.AsInt64() == (int)value.AsInt64());
        Assert.True(value.Kind != DataKind.Decimal || wire.Scale is null || wire.Scale == value.AsDecimal().Scale);
    }

    private static UnavailablePlaceholder ReadPlaceholder() =>
        UnavailablePlaceholder.TryRead(DebeziumDecoderOptions.DefaultUnavailableValuePlaceholder, out var placeholder)
            ? placeholder
            : throw new InvalidOperationException("The default placeholder is not one.");
}
