using CdcReplicator.Cluster;
using CdcReplicator.Lifecycle;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests.Cli;

public sealed class VerifyPlanTests
{
    [Fact]
    public void Of_SameTables_ComparesAllOfThem()
    {
        var plan = VerifyPlan.Of([Node("a", [Table("t"), Table("u")]), Node("b", [Table("t"), Table("u")])]);

        Assert.Equal(["public.t", "public.u"], plan.Tables.Select(table => table.Table));
        Assert.All(plan.Tables, table => Assert.Null(table.Columns));
        Assert.Empty(plan.NotCompared);
        Assert.Empty(plan.Missing);
    }

    [Fact]
    public void Of_IgnoredColumn_ComparesTheOthersAndSaysSo()
    {
        var plan = VerifyPlan.Of([
            Node("p", [Table("t", "a", "secret")]),
            Node("l", [Table("t", "a")], "public.t.secret"),
        ]);

        Assert.Equal(["a", "id"], Assert.Single(plan.Tables).Columns);
        var left = Assert.Single(plan.NotCompared);
        Assert.True(left.ByChoice);
        Assert.Equal("public.t.secret: not compared: l ignores it (its setting Ignore)", left.Text);
    }

    [Fact]
    public void Of_ColumnMoreOnOneNode_ComparesTheOthersAndSaysSo()
    {
        var plan = VerifyPlan.Of([Node("p", [Table("t", "a")]), Node("l", [Table("t", "a", "note")])]);

        Assert.Equal(["a", "id"], Assert.Single(plan.Tables).Columns);
        Assert.Equal("p has no such column", Assert.Single(plan.NotCompared).Reason);
    }

    [Fact]
    public void Of_ColumnComputedOnOneNodeOnly_IsLeftOut()
    {
        var computed = Table("t", "a") with { Columns = [Column("id"), Column("a") with { Generated = true }] };

        var plan = VerifyPlan.Of([Node("p", [computed]), Node("l", [Table("t", "a")])]);

        Assert.Equal(["id"], Assert.Single(plan.Tables).Columns);
        Assert.Equal("p computes it", Assert.Single(plan.NotCompared).Reason);
        Assert.Null(Assert.Single(VerifyPlan.Of([Node("p", [computed]), Node("q", [computed])]).Tables).Columns);
    }

    [Fact]
    public void Of_IgnoredTable_IsLeftOut()
    {
        var plan = VerifyPlan.Of([Node("p", [Table("t"), Table("log")]), Node("l", [Table("t")], "public.lo*")]);

        Assert.Single(plan.Tables);
        Assert.Empty(plan.Missing);
        Assert.True(Assert.Single(plan.NotCompared).ByChoice);
    }

    [Fact]
    public void Of_TableThatOneLacks_IsMissingThereAndComparedAmongTheOthers()
    {
        var plan = VerifyPlan.Of([Node("a", [Table("t")]), Node("b", [Table("t")]), Node("c", [])]);

        Assert.Equal(["a", "b"], Assert.Single(plan.Tables).Nodes);
        Assert.Equal("public.t: missing on c.", Assert.Single(plan.Missing));
    }

    [Fact]
    public void Of_PartitionsOnOneNode_CountToTheirTable()
    {
        var plan = VerifyPlan.Of([
            Node("p", [Table("ev"), Partition("ev_24", "ev"), Partition("ev_25", "ev")]),
            Node("l", [Table("ev")]),
        ]);

        Assert.Equal("public.ev", Assert.Single(plan.Tables).Table);
        Assert.Empty(plan.Missing);
        var left = Assert.Single(plan.NotCompared);
        Assert.True(left.ByChoice);
        Assert.Contains("2 partitions of public.ev", left.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_SamePartitionsOnBoth_AreComparedOnce() =>
        Assert.Equal(
            "public.ev",
            Assert
                .Single(
                    VerifyPlan
                        .Of([
                            Node("p", [Table("ev"), Partition("ev_24", "ev")]),
                            Node("q", [Table("ev"), Partition("ev_24", "ev")]),
                        ])
                        .Tables
                )
                .Table
        );

    [Fact]
    public void Of_PartitionsAsTablesOfTheirOwnElsewhere_AreComparedOneByOne()
    {
        var plan = VerifyPlan.Of([
            Node("p", [Table("ev"), Partition("ev_24", "ev"), Partition("ev_25", "ev")]),
            Node("l", [Table("ev_24"), Table("ev_25")]),
        ]);

        Assert.Equal(["public.ev_24", "public.ev_25"], plan.Tables.Select(table => table.Table));
        Assert.Empty(plan.Missing);
    }

    [Fact]
    public void Of_OtherKeys_CannotBeCompared()
    {
        var other = Table("t", "a") with { PrimaryKey = ["id", "a"] };

        var plan = VerifyPlan.Of([Node("p", [Table("t", "a")]), Node("l", [other])]);

        Assert.Empty(plan.Tables);
        var left = Assert.Single(plan.NotCompared);
        Assert.False(left.ByChoice);
        Assert.Contains("id on p, id, a on l", left.Text, StringComparison.Ordinal);
    }

    private static NodeTables Node(string id, TableDefinition[] tables, params string[] ignored) =>
        new(id, "postgres", tables) { Ignored = ignored };

    private static TableDefinition Partition(string name, string of) =>
        Table(name) with
        {
            PartitionOf = TableName.Parse(of),
        };

    private static TableDefinition Table(string name, params string[] columns) =>
        new(TableName.Parse(name), [Column("id"), .. columns.Select(Column)], ["id"], [], [], []);

    private static ColumnDefinition Column(string name) => new(name, new ColumnType(ColumnKind.Int32, "int4"), false);
}
