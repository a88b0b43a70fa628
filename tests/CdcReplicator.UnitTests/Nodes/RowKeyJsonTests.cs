using CdcReplicator.Model;
using CdcReplicator.Nodes;
using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class RowKeyJsonTests
{
    private static readonly TableDefinition Table = new(
        TableName.Parse("t"),
        [
            new ColumnDefinition("id", new ColumnType(ColumnKind.Int32, "integer"), false),
            new ColumnDefinition("day", new ColumnType(ColumnKind.Date, "date"), false),
            new ColumnDefinition("at", new ColumnType(ColumnKind.TimestampTz, "timestamptz(0)", Precision: 0), false),
        ],
        ["id", "day", "at"],
        [],
        [],
        []
    );

    [Fact]
    public void Show_DatesAndTimes_AreDatesAndTimes() =>
        Assert.Equal(
            """{"id":7,"day":"2024-02-29","at":"1970-01-01 00:00:01Z"}""",
            RowKeyJson.Show(Table, Values(19782, 1_000_000))
        );

    [Fact]
    public void Show_Infinities_AreNamed() =>
        Assert.Equal(
            """{"id":7,"day":"infinity","at":"-infinity"}""",
            RowKeyJson.Show(Table, Values(DataValue.PositiveInfinity, DataValue.NegativeInfinity))
        );

    /// <summary>Kept in unfinished snapshots and compared between nodes of several versions.</summary>
    [Fact]
    public void Write_DatesAndTimes_StayNumbers() =>
        Assert.Equal("""{"id":7,"day":"19782","at":"1000000"}""", RowKeyJson.Write(Table, Values(19782, 1_000_000)));

    private static DataValue[] Values(long day, long at) =>
        [DataValue.Integer(7), DataValue.Date(day), DataValue.Micros(DataKind.TimestampTz, at)];
}
