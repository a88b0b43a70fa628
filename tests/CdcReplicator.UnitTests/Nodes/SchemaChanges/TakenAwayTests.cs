using CdcReplicator.Applier;
using CdcReplicator.Model;
using CdcReplicator.Nodes;
using Xunit;

namespace CdcReplicator.UnitTests.Nodes.SchemaChanges;

public sealed class TakenAwayTests
{
    private static readonly TableName Name = TableName.Parse("t");

    [Fact]
    public void After_ColumnAndTableGoneAndBack_KnowsWhatIsGoneNow()
    {
        var dropped = TakenAway.Nothing.After([Table("id", "a")], [Table("id")]);
        var gone = dropped.After([Table("id")], []);
        var back = gone.After([], [Table("id", "b")]);
        var whole = back.After([Table("id", "b")], [Table("id", "a", "b")]);

        Assert.True(dropped.Has(Name, "a") && !dropped.Has(Name, "id") && !dropped.Has(Name));
        Assert.True(gone.Has(Name) && gone.Has(Name, "id"));
        Assert.True(back.Has(Name, "a") && !back.Has(Name, "id") && !back.Has(Name));
        Assert.Empty(whole.All);
    }

    [Fact]
    public void After_ColumnDroppedAndAddedAtOnce_IsNotGone()
    {
        Assert.Empty(TakenAway.Nothing.After([Table("id", "a")], [Table("id", "a")]).All);
    }

    [Fact]
    public void Of_TablesThatDifferInOneThing_HaveAnotherText()
    {
        TableDefinition[] tables =
        [
            Table("id", "a"),
            Table("id", "b"),
            Table("id"),
            Table("id", "a") with
            {
                PrimaryKey = [],
            },
            Table("id", "a") with
            {
                Uniques = [new UniqueConstraint("u", ["a"])],
            },
            Table("id", "a") with
            {
                Checks = [new CheckConstraint("c", "a > 0")],
            },
            Table("id", "a") with
            {
                ForeignKeys = [new ForeignKeyConstraint("f", ["a"], Name, ["id"])],
            },
            Table("id", "a") with
            {
                Columns = [new ColumnDefinition("id", Type, true), Column("a")],
            },
        ];

        Assert.Equal(tables.Length, tables.Select(table => SchemaDigest.Of([table])).Distinct().Count());
        Assert.Equal(SchemaDigest.Of([Table("id", "a")]), SchemaDigest.Of([Table("a", "id")]));
    }

    private static readonly ColumnType Type = new(ColumnKind.Int32, "int");

    private static ColumnDefinition Column(string name) => new(name, Type, Nullable: false);

    private static TableDefinition Table(params string[] columns) =>
        new(Name, [.. columns.Select(Column)], ["id"], [], [], []);
}
