using CdcReplicator.Nodes;
using Xunit;
using static CdcReplicator.UnitTests.Nodes.BatchTables;

namespace CdcReplicator.UnitTests.Nodes;

public sealed class ColumnSetTests
{
    private readonly TableMapping _accounts = Catalog().Find(Accounts)!;

    [Theory]
    [InlineData(true, true, true, true, true, true)]
    [InlineData(true, false, false, false, true, false)]
    [InlineData(false, true, true, true, false, false)]
    public void MayInsert_AndIsFull_FollowTheColumnsLeftOut(
        bool id,
        bool owner,
        bool note,
        bool seat,
        bool mayInsert,
        bool isFull
    )
    {
        var set = new ColumnSets(_accounts).Of([id, owner, note, seat]);

        Assert.Equal((mayInsert, isFull), (set.MayInsert, set.IsFull));
    }

    [Fact]
    public void Of_SameColumns_IsTheSameSet()
    {
        var sets = new ColumnSets(_accounts);

        Assert.Same(sets.Of([true, false, true, false]), sets.Of([true, false, true, false]));
        Assert.Same(
            sets.Of([true, true, true, false]),
            sets.Union(sets.Of([true, true, false, false]), sets.Of([true, false, true, false]))
        );
    }

    [Theory]
    [InlineData(true, true, ColumnCover.All)]
    [InlineData(true, false, ColumnCover.Some)]
    [InlineData(false, false, ColumnCover.None)]
    public void CoverOf_Columns_TellsHowMany(bool first, bool second, object cover) =>
        Assert.Equal(cover, new ColumnSets(_accounts).Of([first, second, true, true]).CoverOf([0, 1]));
}
