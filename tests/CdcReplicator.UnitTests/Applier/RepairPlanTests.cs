using CdcReplicator.Applier;
using CdcReplicator.Cluster;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests.Applier;

public sealed class RepairPlanTests
{
    private static readonly string[] Columns = ["id", "v"];

    private static readonly TableDefinition Table = new(
        TableName.Parse("public.t"),
        [
            new ColumnDefinition("id", new ColumnType(ColumnKind.Int64, "bigint"), Nullable: false),
            new ColumnDefinition("v", new ColumnType(ColumnKind.Int64, "bigint"), Nullable: true),
        ],
        ["id"],
        [],
        [],
        []
    );

    private static readonly TableDefinition Unique = Table with { Uniques = [new UniqueConstraint("u", ["v"])] };
    private static readonly TableDefinition Keyless = Table with { PrimaryKey = [] };

    [Theory]
    [InlineData(1L, 1L, "", 0, 0, 1)]
    [InlineData(1L, 2L, "Update", 1, 0, 0)]
    [InlineData(null, 2L, "Create", 1, 0, 0)]
    [InlineData(1L, null, "Delete", 0, 1, 0)]
    [InlineData(null, null, "", 0, 0, 1)]
    public void Add_RowOfAKey_WritesWhatIsMissing(
        long? own,
        long? right,
        string operations,
        int written,
        int deleted,
        int same
    )
    {
        var plan = new RepairPlan();

        plan.Add(Table, ["1"], Rows(One(1, own)), Rows(One(1, right)));

        Assert.Equal(operations, Operations(plan));
        Assert.Equal((written, deleted, same, 0L), (plan.Written, plan.Deleted, plan.Same, plan.LeftOut));
    }

    [Fact]
    public void Add_RowsThatHaveSwappedUniqueValues_FreesThemFirst()
    {
        var plan = new RepairPlan();

        plan.Add(Unique, ["1", "2"], Rows(One(1, 20), One(2, 10)), Rows(One(1, 10), One(2, 20)));

        Assert.Equal("Delete Delete Create Create", Operations(plan));
    }

    [Fact]
    public void Add_RowsOfATableWithMoreColumns_AreUpdatedInPlace()
    {
        var plan = new RepairPlan();
        var more = Unique with
        {
            Columns = [.. Unique.Columns, new ColumnDefinition("own", Unique.Columns[1].Type, Nullable: true)],
        };

        plan.Add(more, ["1"], Rows(One(1, 20)), Rows(One(1, 10)));

        Assert.Equal("Update", Operations(plan));
    }

    [Fact]
    public void Add_RowsWithoutKey_AreBroughtToTheirNumber()
    {
        var plan = new RepairPlan();

        plan.Add(
            Keyless,
            ["1", "2"],
            Rows(One(1, 1)! with { Count = 3 }, One(2, 1)),
            Rows(One(1, 1), One(2, 1)! with { Count = 3 })
        );

        Assert.Equal("Delete Delete Create Create", Operations(plan));
        Assert.Equal((1, 1), (plan.Written, plan.Deleted));
    }

    [Fact]
    public void Add_RowThatEitherLeavesOut_IsLeftAndCounted()
    {
        var plan = new RepairPlan();

        plan.Add(Table, ["1", "2"], Rows(One(2, 1)), Rows(One(2, 1)) with { LeftOut = ["1"] });

        Assert.Equal((1, 1), (plan.Same, plan.LeftOut));
        Assert.Empty(plan.Changes);
    }

    private static string Operations(RepairPlan plan) =>
        string.Join(' ', plan.Changes.Select(change => change.Operation));

    private static KeyedRow? One(long id, long? value) =>
        value is { } v ? new KeyedRow($"{id}", $"{v}", 1, [DataValue.Integer(id), DataValue.Integer(v)]) : null;

    private static TableRows Rows(params KeyedRow?[] rows) =>
        new("public.t", Columns, [.. rows.OfType<KeyedRow>()], []);
}
