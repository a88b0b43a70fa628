using CdcReplicator.Applier;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests.Applier;

public sealed class PublisherLedgerTests
{
    private static readonly ClusterSettings Settings = ClusterSettings.NewLog();

    [Theory]
    [InlineData(PublisherKind.Consecutive, "1 2 3", "...")]
    [InlineData(PublisherKind.Consecutive, "1 1 2 1", ".x.x")]
    [InlineData(PublisherKind.Consecutive, "1 3 2 2 3 4", "...xx.")]
    [InlineData(PublisherKind.Consecutive, "5 1 5 4", "..x.")]
    internal void Decide_Numbers_MarksDuplicates(PublisherKind kind, string numbers, string expected)
    {
        var ledger = new PublisherLedger(Settings, []);

        var actual = numbers
            .Split(' ')
            .Select(n =>
                ledger.Decide(1, new PublisherStamp("p", kind, long.Parse(n, null)), 0).IsDuplicate ? 'x' : '.'
            );

        Assert.Equal(expected, string.Concat(actual));
    }

    [Fact]
    public void Decide_LargeGap_RemembersTheNewestThousand()
    {
        var ledger = new PublisherLedger(Settings, []);

        var progress = ledger.Decide(1, new PublisherStamp("p", PublisherKind.Consecutive, 1_000_000_000), 7).Progress!;

        Assert.Equal(PublisherMemory.MaxMissing, progress.Missing.Count);
        Assert.Equal(999_999_000, progress.Missing[0]);
        Assert.Equal(999_999_999, progress.Missing[^1]);
        Assert.Equal(7, progress.LastLogTime);
        Assert.Equal(999_998_999, progress.ForgottenThrough);
        var below = ledger.Decide(2, new PublisherStamp("p", PublisherKind.Consecutive, 999_998_999), 7);
        Assert.Equal((false, true), (below.IsDuplicate, below.IsForgotten));
    }

    [Theory]
    [InlineData(1001, "1 1001 1002", ".x.")] // exactly as many as are remembered: nothing is forgotten
    [InlineData(1002, "1 2 2 1001", "F.x.")]
    [InlineData(5000, "3999 4000 4000 4999 5000", "F.x.x")]
    public void Decide_NumbersBelowAGap_AreForgottenNeverDuplicates(long first, string numbers, string expected)
    {
        var ledger = new PublisherLedger(Settings, []);
        ledger.Decide(1, new PublisherStamp("p", PublisherKind.Consecutive, first), 0);

        var actual = numbers
            .Split(' ')
            .Select(n => ledger.Decide(2, new PublisherStamp("p", PublisherKind.Consecutive, long.Parse(n, null)), 0))
            .Select(decision =>
                decision.IsForgotten ? 'F'
                : decision.IsDuplicate ? 'x'
                : '.'
            );

        Assert.Equal(expected, string.Concat(actual));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Decide_RandomNumbers_NoNewNumberIsADuplicate(int seed)
    {
        var random = new Random(seed);
        var ledger = new PublisherLedger(Settings, []);
        var came = new HashSet<long>();
        for (var i = 0; i < 5000; i++)
        {
            var number = random.NextInt64(1, 300 + 3L * i);
            var decision = ledger.Decide(i, new PublisherStamp("p", PublisherKind.Consecutive, number), 0);
            if (!decision.IsForgotten)
            {
                Assert.Equal(!came.Add(number), decision.IsDuplicate);
            }

            Assert.InRange(decision.Progress?.Missing.Count ?? 0, 0, PublisherMemory.MaxMissing);
        }
    }

    [Theory]
    [InlineData("once-1", 0, true)]
    [InlineData("once-1", 1, false)]
    [InlineData("named", 1, true)]
    public void Decide_AfterExpiry_ForgetsOneTimePublishersOnly(string name, long beyond, bool isDuplicate)
    {
        var ledger = new PublisherLedger(Settings, []);
        var stamp = new PublisherStamp(name, PublisherKind.Consecutive, 1);
        ledger.Decide(1, stamp, 1000);

        var again = ledger.Decide(2, stamp, 1000 + (long)Settings.PublisherExpiry.TotalMilliseconds + beyond);

        Assert.Equal(isDuplicate, again.IsDuplicate);
    }

    [Fact]
    public void Decide_LoadedFromNode_GoesOnWhereItWas()
    {
        var ledger = new PublisherLedger(
            Settings,
            [new PublisherProgress("p", PublisherKind.Consecutive, 9, [4, 6], 0)]
        );

        Assert.True(ledger.Decide(1, new PublisherStamp("p", PublisherKind.Consecutive, 5), 0).IsDuplicate);
        Assert.Equal([4], ledger.Decide(2, new PublisherStamp("p", PublisherKind.Consecutive, 6), 0).Progress!.Missing);
    }

    [Fact]
    public void Decide_TwoKindsUnderOneName_IsFaultOfTheLog()
    {
        var ledger = new PublisherLedger(Settings, []);
        ledger.Decide(1, new PublisherStamp("p", PublisherKind.Consecutive, 5), 0);

        Assert.Throws<BrokenTransactionException>(() =>
            ledger.Decide(2, new PublisherStamp("p", PublisherKind.Rising, 6), 0)
        );
    }

    [Fact]
    public void Decide_NumberOfAnotherServerOfTheSource_IsNew()
    {
        var ledger = new PublisherLedger(Settings, []);
        ledger.Decide(Transaction(Rising(1001, "a")), 0);

        Assert.False(ledger.Decide(Transaction(Rising(1, "b")), 0).IsDuplicate);
        Assert.True(ledger.Decide(Transaction(Rising(1001, "a")), 0).IsDuplicate);
        Assert.True(ledger.Decide(Transaction(Rising(1, "b")), 0).IsDuplicate);
    }

    [Theory]
    [InlineData("9000 s200 250 250 300", "...x.")] // moved to a server with lower numbers
    [InlineData("9000 s200 s216 210 217 217", "...x.x")] // its snapshot's rows say several places: the last counts
    [InlineData("9000 s9100 9000 9050 9200", "..x..")] // the same server, with a snapshot begun again
    [InlineData("9000 s200 9001 300", "...x")] // its numbers went on: the same server
    [InlineData("s200 150 300", "...")] // the first snapshot of all
    public void Decide_NumbersAfterASnapshot_AreNewIfItsPlaceIsLower(string numbers, string expected)
    {
        var ledger = new PublisherLedger(Settings, []);

        var found = numbers
            .Split(' ')
            .Select(n =>
                ledger
                    .Decide(Transaction(Rising(long.Parse(n.TrimStart('s'), null), ""), n.StartsWith('s')), 0)
                    .IsDuplicate
                    ? 'x'
                    : '.'
            );

        Assert.Equal(expected, string.Concat(found));
    }

    [Fact]
    public void Decide_SnapshotAtALowerPlace_IsRememberedInTheProgress()
    {
        var ledger = new PublisherLedger(Settings, []);
        ledger.Decide(Transaction(Rising(9000, "")), 0);

        var progress = ledger.Decide(Transaction(Rising(200, ""), isSnapshot: true), 0).Progress!;

        Assert.Equal((9000, 200), (progress.LastNumber, progress.SnapshotNumber));
        var reopened = new PublisherLedger(Settings, [progress]);
        Assert.True(reopened.Decide(Transaction(Rising(200, "")), 0).IsDuplicate);
        Assert.Null(reopened.Decide(Transaction(Rising(201, "")), 0).Progress!.SnapshotNumber);
    }

    [Fact]
    public void Decide_StandbyThatWasBehind_IsRefusedUntilItIsAccepted()
    {
        var ledger = new PublisherLedger(Settings, []);
        ledger.Decide(Transaction(new SourceNumber("", 9000).Stamp("erp", 1000)), 0);
        var behind = Transaction(new SourceNumber("", 8900).Stamp("erp", 2000));

        var error = Assert.Throws<UnjudgedSourceException>(() => ledger.Decide(behind, 0));

        Assert.Equal("erp", error.SourceName);
        Assert.True(error.MayBeAccepted);
        Assert.False(ledger.Accept(behind, 0).IsDuplicate);
        Assert.True(ledger.Decide(behind, 0).IsDuplicate);
        Assert.False(ledger.Decide(Transaction(new SourceNumber("", 8950).Stamp("erp", 2001)), 0).IsDuplicate);
    }

    // The transaction has number 9000, was committed at 1000, and its first row stands at 8990.
    [Theory]
    [InlineData(8980, 8990, 1000, false)] // its own row, perhaps
    [InlineData(8980, 9010, 1000, true)] // a row after its end
    [InlineData(8980, 8985, 1001, true)] // committed later
    public void Decide_RowsWhereThereWereTransactions_TakesOnlyWhatIsSurelyNew(
        long commit,
        long position,
        long time,
        bool isTaken
    ) => Assert.Equal(isTaken, IsTaken(WholeOf(9000, 1000, 8990), RowAt(commit, position, time)));

    // The row stands at 9000, after a commit at 8950, and was committed at 1000.
    [Theory]
    [InlineData(9050, 8990L, 1000, false)] // its own transaction, perhaps
    [InlineData(9100, 9060L, 1000, true)] // begun after it
    [InlineData(9100, 8990L, 1001, true)] // committed later
    [InlineData(9050, null, 1000, false)] // its rows tell nothing
    public void Decide_TransactionsWhereThereWereRows_TakesOnlyWhatIsSurelyNew(
        long number,
        long? first,
        long time,
        bool isTaken
    ) => Assert.Equal(isTaken, IsTaken(RowAt(8950, 9000, 1000), WholeOf(number, time, first)));

    [Theory]
    [InlineData(0)] // the first row after a snapshot tells no commit before it
    [InlineData(19_990)]
    [InlineData(20_005)]
    public void Decide_RowsOfASourceThatMovedWithASnapshot_AreNew(long commit)
    {
        var ledger = new PublisherLedger(Settings, []);
        ledger.Decide(Transaction(RowAt(0, 9_000_008, 1000)), 0);
        ledger.Decide(Transaction(new SourceNumber("", 20_000).SnapshotStamp("erp"), isSnapshot: true), 0);

        Assert.False(ledger.Decide(Transaction(RowAt(commit, 20_010, 2000)), 0).IsDuplicate);
        Assert.True(ledger.Decide(Transaction(RowAt(commit, 20_010, 2000)), 0).IsDuplicate);
    }

    [Fact]
    public void Decide_RowBeforeTheSnapshotOfAMovedSource_IsRefusedForItMayBeCommittedAfterIt()
    {
        var ledger = new PublisherLedger(Settings, []);
        ledger.Decide(Transaction(RowAt(9_000_000, 9_000_008, 1000)), 0);
        ledger.Decide(Transaction(new SourceNumber("", 20_000).SnapshotStamp("erp"), isSnapshot: true), 0);

        Assert.Throws<UnjudgedSourceException>(() => ledger.Decide(Transaction(RowAt(19_000, 19_990, 2000)), 0));
    }

    [Fact]
    public void Decide_TransactionThatASnapshotHasBrought_IsPassedOverAndBeginsNoRepetition()
    {
        var ledger = new PublisherLedger(Settings, []);
        ledger.Decide(Transaction(Rising(9000, "")), 0);
        ledger.Decide(Transaction(Rising(216, ""), isSnapshot: true), 0);

        var decision = ledger.Decide(Transaction(Rising(210, "")), 0);

        Assert.Equal((true, false), (decision.IsDuplicate, decision.IsFirstAgain));
    }

    private static bool IsTaken(PublisherStamp before, PublisherStamp then)
    {
        var ledger = new PublisherLedger(Settings, []);
        ledger.Decide(Transaction(before), 0);
        try
        {
            return !ledger.Decide(Transaction(then), 0).IsDuplicate;
        }
        catch (UnjudgedSourceException)
        {
            return false;
        }
    }

    private static PublisherStamp WholeOf(long number, long time, long? first) =>
        new SourceNumber("", number).Stamp("erp", time, first);

    private static PublisherStamp RowAt(long commit, long position, long time) =>
        new("erp", PublisherKind.Rows, Math.Max(commit, position))
        {
            Moment = new SourceMoment(new SourcePlace(commit, position, 0), time, null, SamePlace.Repetition),
        };

    [Theory]
    [InlineData(1000, 500, true)] // committed before the log took the last one of the earlier version
    [InlineData(1001, 500, false)]
    [InlineData(900, 2000, false)]
    public void Decide_EntryOfAnEarlierVersion_KnowsWhatCameBeforeItsLast(long number, long time, bool isDuplicate)
    {
        var stored = new PublisherProgress("erp", PublisherKind.Rising, 1000, [], 1500);
        var ledger = new PublisherLedger(Settings, [stored]);

        var decision = ledger.Decide(Transaction(new SourceNumber("server", number).Stamp("erp", time)), 3000);

        Assert.Equal(isDuplicate, decision.IsDuplicate);
    }

    [Fact]
    public void Decide_RepetitionUnderWay_IsGoneOnWithByTheNextOpening()
    {
        var ledger = new PublisherLedger(Settings, []);
        ledger.Decide(Transaction(Rising(100, "")), 0);
        ledger.Decide(Transaction(Rising(200, "")), 0);
        ledger.Decide(Transaction(Rising(300, "")), 0);

        var first = ledger.Decide(Transaction(Rising(100, "")), 0);
        var reopened = new PublisherLedger(Settings, [first.Progress!]);

        Assert.True(first.IsFirstAgain);
        Assert.Throws<UnjudgedSourceException>(() => reopened.Decide(Transaction(Rising(300, "")), 0));
        Assert.False(reopened.Decide(Transaction(Rising(200, "")), 0).IsFirstAgain);
    }

    // The source's clock goes with its numbers.
    private static PublisherStamp Rising(long number, string identity) =>
        new SourceNumber(identity, number).Stamp("p", number);

    private static ChangeTransaction Transaction(PublisherStamp stamp, bool isSnapshot = false) =>
        new()
        {
            CompletedBy = default!,
            Semantics = WriteSemantics.Trusted,
            Stamp = stamp,
            Snapshot = isSnapshot ? SnapshotMark.Middle : SnapshotMark.None,
            Rows = [],
        };
}
