using System.Collections;
using System.ComponentModel.DataAnnotations.Schema;
using System.Text.Json.Nodes;
using CdcReplicator.Client;
using Xunit;

namespace CdcReplicator.UnitTests.Client;

public class RowReaderTests
{
    [Fact]
    public void Read_ArraysAndListsChangedLater_KeepsWhatTheyWere()
    {
        byte[] bytes = [1, 2, 3];
        byte[][] nested =
        [
            [1],
            [2],
        ];
        var list = new List<int> { 1 };
        var bits = new BitArray([true, false]);
        var json = new JsonObject { ["a"] = 1 };
        var map = new Dictionary<string, string?> { ["a"] = "1" };
        var row = RowReader.Read(
            new
            {
                bytes,
                memory = bytes.AsMemory(),
                segment = new ArraySegment<byte>(bytes, 1, 2),
                nested,
                list,
                bits,
                json,
                map,
            },
            "row"
        );

        bytes[0] = bytes[1] = 99;
        nested[1][0] = 99;
        list.Add(2);
        bits[0] = false;
        json["a"] = 2;
        map["a"] = "2";

        Assert.Equal<byte>([1, 2, 3], (byte[])row.Values[0]!);
        Assert.Equal<byte>([1, 2, 3], (byte[])row.Values[1]!);
        Assert.Equal<byte>([2, 3], (byte[])row.Values[2]!);
        Assert.Equal<byte>([2], ((byte[][])row.Values[3]!)[1]);
        Assert.Equal([1], ((IEnumerable)row.Values[4]!).Cast<int>());
        Assert.True(((BitArray)row.Values[5]!)[0]);
        Assert.Equal(1, (int)((JsonObject)row.Values[6]!)["a"]!);
        Assert.Equal("1", ((IReadOnlyDictionary<string, string?>)row.Values[7]!)["a"]);
    }

    [Fact]
    public void Read_DictionaryOfBuffers_CopiesThem()
    {
        byte[] bytes = [1];
        var row = RowReader.Read(new Dictionary<string, object?> { ["a"] = bytes }, "row");

        bytes[0] = 2;

        Assert.Equal<byte>([1], (byte[])row.Values[0]!);
    }

    [Fact]
    public void Read_HiddenProperty_TakesTheMostDerived()
    {
        var row = RowReader.Read(new Derived { Id = 5 }, "row");

        Assert.Equal(["Id", "Name"], row.Names.Order(StringComparer.Ordinal));
        Assert.Equal(5, row.Values[row.Names.ToList().IndexOf("Id")]);
    }

    [Fact]
    public void Read_NotMappedAndColumn_LeavesOutAndRenames()
    {
        var row = RowReader.Read(new Entity { Id = 1 }, "row");

        Assert.Equal(["entity_id"], row.Names);
        Assert.Equal([1], row.Values);
    }

    private class Base
    {
        public object Id { get; set; } = "base";

        public string Name { get; set; } = "n";
    }

    private sealed class Derived : Base
    {
        public new int Id { get; set; }
    }

    private sealed class Entity
    {
        [Column("entity_id")]
        public int Id { get; set; }

        [NotMapped]
        public string Computed => $"computed {Id}";
    }
}
