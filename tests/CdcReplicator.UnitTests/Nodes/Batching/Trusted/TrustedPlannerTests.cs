using CdcReplicator.Model;
using CdcReplicator.Nodes;
using Xunit;
using static CdcReplicator.UnitTests.Nodes.BatchTables;

namespace CdcReplicator.UnitTests.Nodes;

public sealed class TrustedPlannerTests
{
    private readonly TrustedPlanner _planner = new(Catalog());

    [Fact]
    public async Task TryAdd_ManyUpdatesOfOneRow_KeepsTheLast()
    {
        Take(Update(Accounts, 1, Account(1, "a")), Update(Accounts, 1, Account(1, "b")));

        Assert.Equal(["update accounts id=1 owner=NULL note=b seat=NULL"], await PlanAsync());
    }

    [Fact]
    public async Task TryAdd_PartialUpdates_MergesColumnByColumn()
    {
        Take(
            Update(Accounts, 1, ("note", Str("a")), ("owner", Int(7))),
            Update(Accounts, 1, ("seat", Int(3))),
            Update(Accounts, 1, ("note", Str("b")))
        );

        Assert.Equal(["update! accounts id=1 owner=7 note=b seat=3"], await PlanAsync());
    }

    [Fact]
    public async Task TryAdd_CreatedThenDeleted_Deletes()
    {
        Take(Create(Accounts, Account(1, "a")), Delete(Accounts, 1));

        Assert.Equal(["delete accounts 1"], await PlanAsync());
    }

    [Fact]
    public async Task TryAdd_DeletedThenCreated_Upserts()
    {
        Take(Delete(Accounts, 1), Create(Accounts, Account(1, "a")));

        Assert.Equal(["upsert accounts id=1 owner=NULL note=a seat=NULL"], await PlanAsync());
    }

    [Fact]
    public async Task TryAdd_DeletedThenCreatedInPart_IsLeftToTheReference()
    {
        Take(Delete(Accounts, 1));

        Assert.False(_planner.TryAdd(Create(Accounts, ("id", Int(1)), ("note", Str("a"))), "source"));
        Assert.Equal(["delete accounts 1"], await PlanAsync());
    }

    [Fact]
    public async Task TryAdd_KeyMoves_DeletesTheOldAndUpsertsTheNew()
    {
        Take(Update(Accounts, 1, Account(2, "a")));

        Assert.Equal(["delete accounts 1", "upsert accounts id=2 owner=NULL note=a seat=NULL"], await PlanAsync());
    }

    [Fact]
    public async Task TryAdd_KeysSwappedOverAThird_EndsSwapped()
    {
        Take(
            Update(Accounts, 1, Account(3, "one")),
            Update(Accounts, 2, Account(1, "two")),
            Update(Accounts, 3, Account(2, "one"))
        );

        Assert.Equal(
            [
                "delete accounts 3",
                "upsert accounts id=1 owner=NULL note=two seat=NULL",
                "upsert accounts id=2 owner=NULL note=one seat=NULL",
            ],
            (await PlanAsync()).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void TryAdd_KeyMovesInPart_IsLeftToTheReference() =>
        Assert.False(_planner.TryAdd(Update(Accounts, 1, ("id", Int(2))), "source"));

    [Fact]
    public async Task TryAdd_Truncate_DropsWhatWasBefore()
    {
        Take(
            Create(Accounts, Account(1, "a")),
            new RowChange { Table = Accounts, Operation = ChangeOperation.Truncate },
            Create(Accounts, Account(2, "b"))
        );

        Assert.Equal(["empty accounts", "insert accounts id=2 owner=NULL note=b seat=NULL"], await PlanAsync());
    }

    [Fact]
    public async Task TryAdd_UnchangedOutOfLineValue_MustExist()
    {
        Take(Update(Accounts, 1, ("id", Int(1)), ("owner", Int(2)), ("note", DataValue.Unavailable)));

        Assert.Equal(["update! accounts id=1 owner=2"], await PlanAsync());
    }

    [Fact]
    public async Task WriteAsync_ParentAndChild_DeletesChildrenFirstAndInsertsParentsFirst()
    {
        Take(
            Create(Accounts, Account(1, "a")),
            Delete(Owners, 5),
            Delete(Accounts, 9),
            Create(Owners, ("id", Int(6)), ("name", Str("Ann")))
        );

        Assert.Equal(
            [
                "delete accounts 9",
                "delete owners 5",
                "insert owners id=6 name=Ann",
                "insert accounts id=1 owner=NULL note=a seat=NULL",
            ],
            await PlanAsync()
        );
    }

    [Fact]
    public void TryAdd_TableWithTriggers_IsLeftToTheReference()
    {
        var planner = new TrustedPlanner(Catalog(new TableFacts { ActsOnTrusted = true }));

        Assert.False(planner.TryAdd(Create(Accounts, Account(1, "a")), "source"));
    }

    [Fact]
    public void TryAdd_KeyOfAnotherEquality_IsLeftToTheReference()
    {
        var planner = new TrustedPlanner(Catalog(new TableFacts { InexactColumns = ["id"] }));

        Assert.False(planner.TryAdd(Create(Accounts, Account(1, "a")), "source"));
    }

    [Fact]
    public void ToPlan_ChangesOfTwoSources_TellsBothUntilItIsCleared()
    {
        Assert.True(_planner.TryAdd(Create(Accounts, Account(1, "a")), "one"));
        Assert.True(_planner.TryAdd(Create(Accounts, Account(2, "b")), "other"));
        Assert.Equal(["one", "other"], Assert.Single(_planner.ToPlan().ParentsFirst).Sources.Order());

        _planner.Clear();
        Assert.True(_planner.TryAdd(Create(Accounts, Account(3, "c")), "other"));
        Assert.Equal(["other"], Assert.Single(_planner.ToPlan().ParentsFirst).Sources);
    }

    [Fact]
    public async Task TryAdd_TableWithoutKey_GathersInsertsOnly()
    {
        Take(Create(Notes, ("text", Str("x"))), Create(Notes, ("text", Str("x"))));

        Assert.False(_planner.TryAdd(new RowChange { Table = Notes, Operation = ChangeOperation.Delete }, "source"));
        Assert.Equal(["insert notes text=x", "insert notes text=x"], await PlanAsync());
    }

    [Fact]
    public void TryAdd_ValueDoesNotFit_IsLeftToTheReference() =>
        Assert.False(_planner.TryAdd(Create(Accounts, ("id", Str("one"))), "source"));

    private void Take(params RowChange[] changes) =>
        Assert.All(changes, change => Assert.True(_planner.TryAdd(change, "source")));

    private Task<string[]> PlanAsync() => PlanText.OfAsync(_planner.ToPlan());
}
