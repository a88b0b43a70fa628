using CdcReplicator.Debezium;
using CdcReplicator.Model;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.UnitTests;

/// <summary>
/// Every CLR value and every column type: either it is refused, naming the column's type, or what is read from the log
/// afterwards is what was written, and still is what .NET can hold.
/// </summary>
public sealed class ClrTableTests
{
    public static TheoryData<string> Columns => [.. ClrTable.Columns];

    [Theory]
    [MemberData(nameof(Columns))]
    public async Task Write_EveryClrValue_ComesBackOrIsRefusedByName(string column)
    {
        var type = ColumnTypes.Of(column);
        var taken = 0;
        foreach (var value in ClrTable.Values)
        {
            if (Convert(value, type) is { } converted)
            {
                taken++;
                var back = await WriteAndReadAsync(converted, type);
                Assert.True(converted == back, $"{Describe(value)} to {column}: {converted} came back as {back}");
                AssertReadable(value, converted);
            }
        }

        // Each column type takes at least one of them, and none takes all.
        Assert.InRange(taken, 1, ClrTable.Values.Count - 1);
    }

    private static DataValue? Convert(object value, ColumnType type)
    {
        try
        {
            return ClrValue.ToDataValue(value, type);
        }
        catch (InvalidValueException refused)
        {
            var named = (type.Element ?? type).NativeName;
            Assert.True(
                refused.Problem.Contains(named, StringComparison.Ordinal),
                $"{Describe(value)}: '{refused.Problem}' does not name {named}"
            );
            return null;
        }
        catch (Exception error) when (error is not InvalidValueException)
        {
            throw new InvalidOperationException($"{Describe(value)} to {type.NativeName}: {error.Message}", error);
        }
    }

    private static async Task<DataValue> WriteAndReadAsync(DataValue value, ColumnType type)
    {
        var table = SampleTables.Table(
            "t",
            ["id"],
            [
                new ColumnDefinition("id", new ColumnType(ColumnKind.Int64, "bigint"), false),
                new ColumnDefinition("c", type, Nullable: true),
            ]
        );
        var registry = new MemorySchemaRegistry();
        var change = new RowChange
        {
            Table = table.Name,
            Operation = ChangeOperation.Create,
            Key = RowImages.Of(("id", DataValue.Integer(1))),
            After = RowImages.Of(("id", DataValue.Integer(1)), ("c", value)),
        };
        var records = await new SdkTransactionEncoder(registry, "table").EncodeAsync(
            "once-x",
            1,
            DateTimeOffset.UnixEpoch,
            [new TableChange(table, change)],
            default
        );
        var record = new LogRecord(0, 0, records[0].Key, records[0].Value, records[0].Headers);
        var decoder = new RecordDecoder(registry, new DebeziumDecoderOptions(), TimeProvider.System);
        var row = (await decoder.DecodeAsync(record, default)).Row;
        Assert.True(row.Change.After!.Value.TryGet("c", out var back));
        return ValueCoercion.Coerce(back, type);
    }

    // A date or time of .NET stays one: rounding must not carry it past the last day there is.
    private static void AssertReadable(object value, DataValue converted)
    {
        if (
            value is DateTime or DateTimeOffset or DateOnly
            && converted.Kind is DataKind.Timestamp or DataKind.TimestampTz
        )
        {
            _ = DateTime.UnixEpoch.AddTicks(converted.AsInt64() * TimeSpan.TicksPerMicrosecond);
        }
    }

    private static string Describe(object value) => $"{value.GetType().Name} {value}";
}
