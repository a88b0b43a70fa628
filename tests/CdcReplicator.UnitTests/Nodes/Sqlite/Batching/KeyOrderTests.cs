using CdcReplicator.Model;
using CdcReplicator.Nodes;
using Xunit;

namespace CdcReplicator.UnitTests.Nodes;

public sealed class KeyOrderTests
{
    private static readonly ColumnType Number = new(ColumnKind.Int64, "bigint");

    public static IEnumerable<object[]> Rising =>
        new TheoryData<DataValue, DataValue>
        {
            { DataValue.Integer(-1), DataValue.Integer(1) },
            { DataValue.Text("a"), DataValue.Text("b") },
            { DataValue.Bytes([1]), DataValue.Bytes([1, 0]) },
            {
                DataValue.Uuid(Guid.Parse("00000000-0000-0000-0000-000000000001")),
                DataValue.Uuid(Guid.Parse("80000000-0000-0000-0000-000000000000"))
            },
            { DataValue.Date(1), DataValue.Date(2) },
        };

    [Theory]
    [MemberData(nameof(Rising))]
    internal void Sort_FallingKeys_Rise(DataValue low, DataValue high)
    {
        List<DataValue[]> rows =
        [
            [DataValue.Null, high],
            [DataValue.Null, low],
        ];

        KeyOrder.Sort(rows, [1]);

        Assert.Equal([low, high], rows.Select(row => row[1]));
    }

    [Fact]
    public void Sort_KeysOfTwoColumns_RiseByTheFirstThenTheSecond()
    {
        int[] key = [1, 0];
        List<DataValue[]> rows = [Row(1, 2), Row(2, 1), Row(1, 1)];
        List<KeyValue> keys = [.. rows.Select(row => KeyValue.Of(row, key))];

        KeyOrder.Sort(rows, key);
        KeyOrder.Sort(keys);

        Assert.Equal([Row(1, 1), Row(2, 1), Row(1, 2)], rows);
        Assert.Equal(rows.Select(row => KeyValue.Of(row, key)), keys);
    }

    [Fact]
    public void IsFree_RowsThatDependOnEachOther_IsFalse()
    {
        var name = TableName.Parse("t");
        var plain = new TableDefinition(name, [new ColumnDefinition("id", Number, false)], ["id"], [], [], []);
        var toItself = new ForeignKeyConstraint("up", ["id"], name, ["id"]);
        var toAnother = toItself with { References = TableName.Parse("u") };

        Assert.True(KeyOrder.IsFree(plain));
        Assert.True(KeyOrder.IsFree(plain with { ForeignKeys = [toAnother] }));
        Assert.False(KeyOrder.IsFree(plain with { ForeignKeys = [toItself] }));
        Assert.False(KeyOrder.IsFree(plain with { Uniques = [new UniqueConstraint("u", ["id"])] }));
        Assert.False(KeyOrder.IsFree(plain with { PrimaryKey = [] }));
    }

    private static DataValue[] Row(long first, long second) => [DataValue.Integer(first), DataValue.Integer(second)];
}
