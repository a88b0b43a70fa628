using System.Text;
using CdcReplicator.Debezium;
using CdcReplicator.Model;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.UnitTests;

public class SdkTransactionEncoderTests
{
    private static readonly DateTimeOffset Time = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_123);
    private readonly MemorySchemaRegistry _registry = new();

    [Fact]
    public async Task Encode_SeveralRows_EveryRowCarriesPlaceAndCount()
    {
        var rows = await RowsAsync(Create(1, "a", 1), Create(1, "b", 2), Create(2, "a", 3));

        Assert.Equal([1, 2, 3], rows.Select(row => row.Transaction!.Value.TotalOrder));
        Assert.All(rows, row => Assert.Equal(3, row.Transaction!.Value.EventCount));
        Assert.All(rows, row => Assert.Equal("once-1:7", row.Transaction!.Value.Id.ToString()));
        Assert.All(
            rows,
            row =>
                Assert.Equal(
                    new SourceInfo(
                        WellKnown.SdkConnector,
                        "once-1",
                        7,
                        7,
                        SnapshotMark.None,
                        Time.ToUnixTimeMilliseconds()
                    ),
                    row.Source
                )
        );
    }

    [Fact]
    public async Task Encode_UpdateOfSomeColumns_SendsOnlyThoseUnderAName()
    {
        var change = Change(ChangeOperation.Update, KeyImage(1, "a")) with
        {
            Before = RowImages.Of(("pieces", DataValue.Integer(5))),
            After = RowImages.Of(
                ("price", DataValue.Decimal(new BigDecimal(150, 2))),
                ("pieces", DataValue.Integer(4))
            ),
        };

        var row = Assert.Single(await RowsAsync(change));

        Assert.Equal(ChangeOperation.Update, row.Change.Operation);
        AssertImage(KeyImage(1, "a"), row.Change.Key);
        AssertImage(change.Before, row.Change.Before);
        AssertImage(change.After, row.Change.After);
        Assert.Contains(
            _registry.Registered,
            entry => entry.Subject.StartsWith("my-bank-my_bank.public.stock.columns_", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Encode_WholeRow_IsRegisteredUnderTheTablesOwnName()
    {
        await RowsAsync(Create(1, "a", 1), Create(1, "b", 2));

        Assert.Equal(
            ["my-bank-my_bank.public.stock.Key", "my-bank-my_bank.public.stock.Envelope"],
            _registry.Registered.Select(entry => entry.Subject)
        );
    }

    [Fact]
    public async Task Encode_Delete_HasNoTombstoneAndNoInventedOldValues()
    {
        var row = Assert.Single(await RowsAsync(Change(ChangeOperation.Delete, KeyImage(1, "a"))));

        Assert.Equal(ChangeOperation.Delete, row.Change.Operation);
        AssertImage(KeyImage(1, "a"), row.Change.Key);
        Assert.Null(row.Change.Before);
    }

    [Fact]
    public async Task Encode_KeyChange_IsDebeziumsPairAndFoldsBackWithoutLoss()
    {
        var change = Change(ChangeOperation.Update, KeyImage(1, "a")) with
        {
            Before = RowImages.Of(("pieces", DataValue.Integer(5))),
            After = RowImages.Of(("shop", DataValue.Integer(2)), ("pieces", DataValue.Integer(4))),
        };

        var records = await EncodeAsync(change);
        var rows = await DecodeAsync(records);

        Assert.Equal(2, rows.Length);
        Assert.Equal((KeyChangeRole.OldRow, ChangeOperation.Delete), (rows[0].KeyChange, rows[0].Change.Operation));
        Assert.Equal((KeyChangeRole.NewRow, ChangeOperation.Create), (rows[1].KeyChange, rows[1].Change.Operation));
        Assert.Equal("""{"shop":2,"item":"a"}""", Text(records[0], "__debezium.newkey"));
        Assert.Equal("""{"shop":1,"item":"a"}""", Text(records[1], "__debezium.oldkey"));
        AssertImage(KeyImage(1, "a"), rows[0].Change.Key);
        AssertImage(KeyImage(2, "a"), rows[1].Change.Key);
        AssertImage(change.Before, rows[0].Change.Before);
        AssertImage(change.After, rows[1].Change.After);
        Assert.All(rows, row => Assert.Equal(2, row.Transaction!.Value.EventCount));
    }

    [Fact]
    public async Task Encode_UpdateThatNamesTheSameKey_IsAPlainUpdate()
    {
        var change = Change(ChangeOperation.Update, KeyImage(1, "a")) with
        {
            After = RowImages.Of(("shop", DataValue.Integer(1)), ("pieces", DataValue.Integer(4))),
        };

        var row = Assert.Single(await RowsAsync(change));

        Assert.Equal(KeyChangeRole.None, row.KeyChange);
    }

    [Fact]
    public async Task Encode_NotANumber_SendsThatColumnAsText()
    {
        var change = Change(ChangeOperation.Update, KeyImage(1, "a")) with
        {
            After = RowImages.Of(
                ("price", DataValue.Decimal(new BigDecimal(DecimalSpecial.NaN))),
                ("weight", DataValue.Decimal(new BigDecimal(DecimalSpecial.NegativeInfinity)))
            ),
        };

        var row = Assert.Single(await RowsAsync(change));

        Assert.Equal(["NAN", "NEGATIVE_INFINITY"], row.Change.After!.Value.ToValues().Select(value => value.AsText()));
    }

    [Theory]
    [InlineData("pieces", 3_000_000_000, "Column 'pieces' of table 'public.stock'")]
    [InlineData("colour", 1, "no column 'colour'")]
    public async Task Encode_WhatDoesNotFit_NamesTheColumn(string column, long value, string expected)
    {
        var change = Change(ChangeOperation.Update, KeyImage(1, "a")) with
        {
            After = RowImages.Of((column, DataValue.Integer(value))),
        };

        var error = await Assert.ThrowsAsync<InvalidValueException>(() => EncodeAsync(change));

        Assert.Contains(expected, error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Encode_NoKey_IsRefused()
    {
        var change = new RowChange
        {
            Table = SampleTables.Stock.Name,
            Operation = ChangeOperation.Delete,
            Key = RowImages.Of(("shop", DataValue.Integer(1))),
        };

        var error = await Assert.ThrowsAsync<InvalidValueException>(() => EncodeAsync(change));

        Assert.Contains("key columns", error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Encode_ControlMessage_DecodesToTheSame()
    {
        var message = new ControlMessage(WellKnown.CheckpointMessage, Encoding.UTF8.GetBytes("""{"id":"x"}"""));

        var record = await new ControlMessageEncoder(_registry, "my-bank").EncodeAsync("cli", message, Time, default);
        var decoded = Assert.IsType<MessageEvent>((await Decoder().DecodeAsync(InLog(record, 0), default)).Other);

        Assert.Equal(message.Prefix, decoded.Prefix);
        Assert.Equal(message.Content, decoded.Content);
        Assert.True(decoded.IsControl);
        Assert.Equal("cli", decoded.Source.Name);
        Assert.Null(decoded.Transaction);
    }

    private static RowChange Create(long shop, string item, long pieces) =>
        new()
        {
            Table = SampleTables.Stock.Name,
            Operation = ChangeOperation.Create,
            After = RowImages.Of(
                ("item", DataValue.Text(item)),
                ("shop", DataValue.Integer(shop)),
                ("pieces", DataValue.Integer(pieces)),
                ("price", DataValue.Null),
                ("weight", DataValue.Null)
            ),
        };

    private static RowChange Change(ChangeOperation operation, RowImage key) =>
        new()
        {
            Table = SampleTables.Stock.Name,
            Operation = operation,
            Key = key,
        };

    private static RowImage KeyImage(long shop, string item) =>
        RowImages.Of(("shop", DataValue.Integer(shop)), ("item", DataValue.Text(item)));

    private static void AssertImage(RowImage? expected, RowImage? actual)
    {
        Assert.NotNull(expected);
        Assert.NotNull(actual);
        Assert.Equal(expected.Value.Shape.Columns.Count, actual.Value.Shape.Columns.Count);
        for (var i = 0; i < expected.Value.ToValues().Length; i++)
        {
            Assert.True(
                actual.Value.TryGet(expected.Value.Shape.Columns[i], out var value),
                expected.Value.Shape.Columns[i]
            );
            Assert.Equal(expected.Value.ToValues()[i], value);
        }
    }

    private static string Text(RecordToAppend record, string header) =>
        Encoding.UTF8.GetString(Assert.Single(record.Headers, candidate => candidate.Name == header).Value!);

    private static LogRecord InLog(RecordToAppend record, long offset) =>
        new(offset, 0, record.Key, record.Value, record.Headers);

    private async Task<IReadOnlyList<RecordToAppend>> EncodeAsync(params RowChange[] changes) =>
        await new SdkTransactionEncoder(_registry, "my-bank").EncodeAsync(
            "once-1",
            7,
            Time,
            [.. changes.Select(change => new TableChange(SampleTables.Stock, change))],
            default
        );

    private async Task<RowEvent[]> RowsAsync(params RowChange[] changes) =>
        await DecodeAsync(await EncodeAsync(changes));

    private async Task<RowEvent[]> DecodeAsync(IReadOnlyList<RecordToAppend> records)
    {
        var rows = new List<RowEvent>();
        foreach (var record in records)
        {
            rows.Add((await Decoder().DecodeAsync(InLog(record, rows.Count), default)).Row);
        }

        return [.. rows];
    }

    private RecordDecoder Decoder() => new(_registry, new DebeziumDecoderOptions(), TimeProvider.System);
}
