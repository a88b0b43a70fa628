using CdcReplicator.Lifecycle;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests.Lifecycle;

/// <summary>In which order the rows of a table that refers to itself are published.</summary>
public sealed class ReferencedFirstTests
{
    private static readonly ColumnDefinition[] Columns =
    [
        new("id", new ColumnType(ColumnKind.Int64, "int8"), false),
        new("above", new ColumnType(ColumnKind.Int64, "int8"), true),
    ];

    private static readonly TableDefinition Table = new(
        TableName.Parse("t"),
        Columns,
        ["id"],
        [],
        [],
        [new ForeignKeyConstraint("up", ["above"], TableName.Parse("t"), ["id"])]
    );

    [Fact]
    public void Order_LongChain_EachAfterTheOneItRefersTo()
    {
        const int rows = 20_000;
        var chain = Enumerable.Range(1, rows).Select(id => Row(id, id == rows ? null : id + 1)).ToList();

        var ordered = ReferencedFirst.Order(Table, Columns, chain);

        Assert.Equal(
            Enumerable.Range(1, rows).Reverse().Select(id => (long)id),
            ordered.Select(row => row[0].AsInt64())
        );
    }

    [Fact]
    public void Order_RowThatRefersToItself_WaitsForNobody() =>
        Assert.Single(ReferencedFirst.Order(Table, Columns, [Row(1, 1)]));

    [Fact]
    public void Order_Circle_IsRefused() =>
        Assert.Throws<ReplicationException>(() => ReferencedFirst.Order(Table, Columns, [Row(1, 2), Row(2, 1)]));

    private static DataValue[] Row(long id, long? above) =>
        [DataValue.Integer(id), above is { } value ? DataValue.Integer(value) : DataValue.Null];
}
