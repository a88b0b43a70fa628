using CdcReplicator.Model;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Xunit;
using static CdcReplicator.UnitTests.Nodes.BatchTables;

namespace CdcReplicator.UnitTests.Nodes;

public sealed class CheckedPlannerTests
{
    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void TryDecide_Insert_OnlyIfTheKeyIsFree(bool isThere, bool accepted) =>
        Assert.Equal([accepted], Accept(isThere ? [(1, 10)] : [], [Create(Accounts, Account(1, "a"))]));

    [Fact]
    public void TryDecide_MissingRow_IsNotAccepted() =>
        Assert.Equal([false, false], Accept([], [Update(Accounts, 1, ("note", Str("a")))], [Delete(Accounts, 1)]));

    [Fact]
    public void TryDecide_UniqueValueGivenUpBefore_IsFree() =>
        Assert.Equal(
            [true, true],
            Accept([(1, 10)], [Delete(Accounts, 1)], [Create(Accounts, Account(2, "b", seat: 10))])
        );

    [Fact]
    public void TryDecide_UniqueValueGivenUpLater_IsNotFree() =>
        Assert.Equal(
            [false, true],
            Accept([(1, 10)], [Create(Accounts, Account(2, "b", seat: 10))], [Delete(Accounts, 1)])
        );

    [Fact]
    public void TryDecide_UniqueValueOfARowNobodyAskedFor_IsNotFree() =>
        Assert.Equal([false], Accept([(7, 10)], [Create(Accounts, Account(2, "b", seat: 10))]));

    [Fact]
    public void TryDecide_SwapOfUniqueValues_IsNotAcceptedAtTheFirstStep() =>
        Assert.Equal(
            [false],
            Accept([(1, 10), (2, 20)], [Update(Accounts, 1, ("seat", Int(20))), Update(Accounts, 2, ("seat", Int(10)))])
        );

    [Fact]
    public void TryDecide_Parent_MustBeThereAtThatMoment()
    {
        (string, DataValue)[] child = [("id", Int(1)), ("owner", Int(5)), ("note", Str("a"))];
        RowChange[] parent = [Create(Owners, ("id", Int(5)), ("name", Str("Ann")))];

        Assert.Equal([false, true, true], Accept([], [Create(Accounts, child)], parent, [Create(Accounts, child)]));
    }

    [Fact]
    public void TryDecide_LastRowFails_LeavesNothingOfTheTransaction()
    {
        RowChange[] broken = [Create(Accounts, Account(1, "a", seat: 3)), Update(Accounts, 9, ("note", Str("x")))];

        Assert.Equal([false, true], Accept([], broken, [Create(Accounts, Account(2, "b", seat: 3))]));
    }

    [Fact]
    public void TryDecide_Expectation_IsAboutTheRowAtThatMoment()
    {
        var update = Update(Accounts, 1, ("seat", Int(11)));
        RowChange Expecting(long seat) => update with { Before = RowImages.Of(("seat", Int(seat))) };

        Assert.Equal([true, false, true], Accept([(1, 10)], [Expecting(10)], [Expecting(10)], [Expecting(11)]));
    }

    [Fact]
    public void TryDecide_RowsThatWereAskedFor_TellWhyTheFirstChangeIsRejected()
    {
        var expecting = Update(Accounts, 1, ("note", Str("b"))) with { Before = RowImages.Of(("seat", Int(9))) };
        RowChange[][] transactions =
        [
            [Create(Accounts, Account(1, "a"))],
            [Update(Accounts, 2, ("note", Str("a")))],
            [Delete(Accounts, 2)],
            [expecting],
            [Delete(Accounts, 1)],
            [Delete(Accounts, 1)],
            [Update(Accounts, 3, ("note", Str("a"))), Delete(Accounts, 2)],
        ];

        var decided = Decide(new CheckedReader(Catalog(), assumes: false), [(1, 10), (3, 30)], transactions);

        Assert.Equal(
            ["DuplicateKey", "RowMissing", "RowMissing", "ExpectationFailed", "", "RowMissing", "left"],
            decided
        );
    }

    [Fact]
    public void TryDecide_RowTakenForMissingByATransactionThatIsNotWritten_IsLeftToTheReference()
    {
        RowChange[][] transactions =
        [
            // Nobody asked for 2: the first transaction would create it, and is rejected.
            [
                Update(Accounts, 1, ("note", Str("b"))) with
                {
                    Before = RowImages.Of(("seat", Int(9))),
                },
                Create(Accounts, Account(2, "a", seat: 3)),
            ],
            [Update(Accounts, 2, ("note", Str("c")))],
            [Create(Accounts, Account(3, "a", seat: 4))],
            [Create(Accounts, Account(3, "b", seat: 5))],
        ];

        var decided = Decide(Assuming(), [(1, 10), (2, 20)], transactions);

        Assert.Equal(["ExpectationFailed", "left", "", "DuplicateKey"], decided);
    }

    [Fact]
    public void TryDecide_VersionHiddenFromACheckConstraint_IsLeftToTheReference() =>
        Assert.Equal(
            [true, false],
            Accept(
                Catalog(checks: true),
                [(1, 10)],
                [Update(Accounts, 1, ("seat", Int(-1)))],
                [Update(Accounts, 1, ("seat", Int(1)))]
            )
        );

    [Fact]
    public void Read_NullInARequiredColumn_IsLeftToTheReference() =>
        Assert.Null(new CheckedReader(Catalog(), assumes: false).Read(Update(Accounts, 1, ("note", DataValue.Null))));

    [Fact]
    public void Read_DeleteOfAReferencedRow_IsLeftToTheReference() =>
        Assert.Null(new CheckedReader(Catalog(), assumes: false).Read(Delete(Owners, 1)));

    [Fact]
    public async Task ToPlan_SeveralChangesOfOneRow_WritesItsNetEffect()
    {
        var catalog = Catalog();
        var reader = new CheckedReader(catalog, assumes: false);
        var planner = new CheckedPlanner(reader);
        CheckedChange[] changes =
        [
            .. new[]
            {
                Create(Accounts, Account(1, "a")),
                Update(Accounts, 1, ("seat", Int(4))),
                Create(Accounts, Account(2, "b")),
                Delete(Accounts, 2),
                Update(Accounts, 3, ("note", Str("c"))),
            }.Select(change => reader.Read(change)!.Value),
        ];
        Answer(reader, [(3, 30)]);

        Assert.True(IsAccepted(planner, changes));

        Assert.Equal(
            ["update! accounts id=3 note=c", "insert accounts id=1 owner=NULL note=a seat=4"],
            await PlanText.OfAsync(planner.ToPlan())
        );
    }

    [Fact]
    public async Task TryDecide_RowsAssumed_AreWrittenSoThatTheDatabaseWouldNotice()
    {
        var reader = new CheckedReader(Catalog(), assumes: true);
        var planner = new CheckedPlanner(reader);
        CheckedChange[] changes =
        [
            .. new[]
            {
                Create(Notes, ("text", Str("x"))),
                Create(Owners, ("id", Int(1)), ("name", DataValue.Null)),
                Update(Owners, 2, ("name", DataValue.Null)),
                Delete(Accounts, 3),
            }.Select(change => reader.Read(change)!.Value),
        ];

        Assert.True(IsAccepted(planner, changes));

        Assert.All(reader.Tables, table => Assert.Empty(table.Known.Keys));
        Assert.Equal(
            [
                "delete accounts 3",
                "insert notes text=x",
                "insert owners id=1 name=NULL",
                "update! owners id=2 name=NULL",
            ],
            (await PlanText.OfAsync(planner.ToPlan())).Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void TryDecide_RowInsertedAndDeletedAgain_IsAskedForAndAcceptedIfItWasMissing(bool isThere, bool accepted)
    {
        var reader = new CheckedReader(Catalog(), assumes: true);
        CheckedChange[] changes =
        [
            .. new[] { Create(Accounts, Account(1, "a")), Delete(Accounts, 1) }.Select(change =>
                reader.Read(change)!.Value
            ),
        ];
        Assert.Single(reader.TableOf(Accounts)!.Known.Keys);
        Answer(reader, isThere ? [(1, 0)] : []);

        Assert.Equal(accepted, IsAccepted(new CheckedPlanner(reader), changes));
    }

    [Fact]
    public void Read_Expectation_AsksForTheRowWhateverWasAssumed()
    {
        var reader = new CheckedReader(Catalog(), assumes: true);
        var update = Update(Accounts, 1, ("note", Str("b")));

        reader.Read(update);
        reader.Read(update with { Before = RowImages.Of(("note", Str("a"))) });

        Assert.Single(reader.TableOf(Accounts)!.Known.Keys);
    }

    [Fact]
    public void Read_ConstraintsEnforcedAtOnce_AsksForNeitherOwnersNorParents()
    {
        var reader = Assuming();

        reader.Read(Create(Accounts, ("id", Int(1)), ("owner", Int(5)), ("note", Str("a")), ("seat", Int(7))));
        reader.Read(Update(Accounts, 2, ("note", Str("b"))));

        Assert.All(reader.Tables, table => Assert.Equal(0, table.Known.Count));
    }

    [Fact]
    public void Read_RowGivesUpAUniqueValue_IsAskedForWithIt()
    {
        var reader = Assuming();

        reader.Read(Update(Accounts, 1, ("seat", Int(11))));
        reader.Read(Delete(Accounts, 2));

        var accounts = reader.TableOf(Accounts)!.Known;
        Assert.Equal(2, accounts.Keys.Count);
        Assert.Equal([3], accounts.WantedColumns);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TryDecide_UniqueValueOfATouchedRow_IsFreeOnlyBehindItsLoss(bool isGivenUpBefore)
    {
        var reader = Assuming();
        RowChange[] changes = [Create(Accounts, Account(2, "b", seat: 10)), Update(Accounts, 1, ("seat", Int(11)))];
        CheckedChange[] read =
        [
            .. (isGivenUpBefore ? changes.Reverse() : changes).Select(change => reader.Read(change)!.Value),
        ];
        Answer(reader, [(1, 10)]);

        Assert.Equal(isGivenUpBefore, IsAccepted(new CheckedPlanner(reader), read));
    }

    [Fact]
    public void Read_VersionThatALaterOneHides_IsAskedForSinceNobodyWouldRefuseIt()
    {
        var reader = Assuming();

        reader.Read(Create(Accounts, ("id", Int(1)), ("owner", Int(5)), ("note", Str("a")), ("seat", Int(7))));
        reader.Read(Update(Accounts, 1, ("owner", Int(6)), ("seat", Int(8))));

        Assert.Equal([KeyValue.Of(Int(7))], reader.TableOf(Accounts)!.Known.TuplesOf(0));
        Assert.Equal([KeyValue.Of(Int(5))], reader.TableOf(Owners)!.Known.Keys);
    }

    [Fact]
    public void TryDecide_ParentCreatedBehindItsChild_IsNotAccepted()
    {
        var reader = Assuming();
        CheckedChange[] changes =
        [
            .. new[]
            {
                Create(Accounts, ("id", Int(1)), ("owner", Int(5)), ("note", Str("a"))),
                Create(Owners, ("id", Int(5)), ("name", Str("Ann"))),
            }.Select(change => reader.Read(change)!.Value),
        ];

        Assert.False(IsAccepted(new CheckedPlanner(reader), changes));
    }

    [Fact]
    public void Clear_AfterABatch_KnowsNothingOfIt()
    {
        var reader = Assuming();
        var planner = new CheckedPlanner(reader);
        Assert.True(IsAccepted(planner, [reader.Read(Create(Accounts, Account(1, "a", seat: 3)))!.Value]));

        reader.Clear(assumes: false);

        Assert.All(
            reader.Tables,
            table =>
            {
                Assert.Equal(0, table.Known.Count);
                Assert.Empty(table.ToWrites().Inserts.SelectMany(group => group.Rows));
            }
        );
        var again = reader.Read(Create(Accounts, Account(1, "b", seat: 3)))!.Value;
        Answer(reader, []);
        Assert.True(IsAccepted(planner, [again]));
    }

    private static CheckedReader Assuming() => new(Catalog(new TableFacts { EnforcesAtOnce = true }), assumes: true);

    private static bool[] Accept((long Id, long Seat)[] rows, params RowChange[][] transactions) =>
        Accept(Catalog(), rows, transactions);

    private static bool[] Accept(NodeCatalog catalog, (long Id, long Seat)[] rows, params RowChange[][] transactions)
    {
        var reader = new CheckedReader(catalog, assumes: false);
        var read = transactions
            .Select(changes => changes.Select(change => reader.Read(change)!.Value).ToArray())
            .ToArray();
        Answer(reader, rows);
        var planner = new CheckedPlanner(reader);
        return [.. read.Select(transaction => IsAccepted(planner, transaction))];
    }

    private static bool IsAccepted(CheckedPlanner planner, CheckedChange[] transaction) =>
        planner.TryDecide(transaction, out var rejection) && rejection is null;

    private static string[] Decide(CheckedReader reader, (long, long)[] rows, RowChange[][] transactions)
    {
        var read = transactions.Select(changes => changes.Select(c => reader.Read(c)!.Value).ToArray()).ToArray();
        Answer(reader, rows);
        var planner = new CheckedPlanner(reader);
        return [.. read.Select(t => planner.TryDecide(t, out var why) ? $"{why?.Rejection.Reason}" : "left")];
    }

    /// <summary>Says what a database with these accounts says to what was asked.</summary>
    private static void Answer(CheckedReader reader, (long Id, long Seat)[] rows)
    {
        var accounts = reader.TableOf(Accounts)!.Known;
        foreach (var (id, seat) in rows)
        {
            DataValue[] row = [Int(id), DataValue.Null, Str("old"), Int(seat)];
            var key = KeyValue.Of(row, [0]);
            if (accounts.Keys.Contains(key))
            {
                accounts.FoundRow(row);
            }

            var tuple = KeyValue.Of(row, [3]);
            if (accounts.TuplesOf(0).Contains(tuple))
            {
                accounts.FoundOwner(0, tuple, key);
            }
        }

        foreach (var table in reader.Tables)
        {
            table.Known.Answer();
        }
    }
}
