using CdcReplicator.Applier;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests.Applier;

public sealed class TransactionAssemblerTests
{
    private const long Timeout = 60_000;

    [Fact]
    public void Add_InterleavedPublishers_CompletesEachAtItsLastRow()
    {
        var log = new LogScript().Sdk(1, 1, 2, "a").Sdk(1, 1, 2, "b").Sdk(1, 2, 2, "b").Sdk(1, 2, 2, "a");

        Assert.Equal(["2=b:1/1,b:1/2", "3=a:1/1,a:1/2"], log.Assemble());
    }

    [Fact]
    public void Add_InterleavedPublishers_RestartOffsetIsFirstRecordOfOldestOpen()
    {
        List<CompletedTransaction> completed = [];
        new LogScript().Sdk(1, 1, 2, "a").Sdk(1, 1, 1, "b").Sdk(1, 2, 2, "a").Assemble(completed: completed);

        Assert.Equal([0L, 3L], completed.Select(c => c.After.RestartOffset));
    }

    [Fact]
    public void Add_OpenLongerThanTimeout_IsAbortedAndItsLateRowsPassedOver()
    {
        var log = new LogScript().Sdk(1, 1, 3).Sdk(1, 2, 3).Wait(Timeout + 1).Heartbeat().Sdk(1, 3, 3).Sdk(2, 1, 1);

        Assert.Equal(["4=shop:2/1"], log.Assemble());
    }

    [Fact]
    public void Add_OpenExactlyAsLongAsTimeout_Completes()
    {
        var log = new LogScript().Sdk(1, 1, 2).Wait(Timeout).Sdk(1, 2, 2);

        Assert.Equal(["1=shop:1/1,shop:1/2"], log.Assemble());
    }

    [Fact]
    public void Add_SecondAttemptOfSameNumber_TimesOutFromItsOwnFirstRow()
    {
        var log = new LogScript()
            .Sdk(1, 1, 3)
            .Sdk(1, 2, 3)
            .Wait(Timeout - 1)
            .Sdk(1, 1, 3)
            .Sdk(1, 2, 3)
            .Wait(Timeout)
            .Sdk(1, 3, 3);

        Assert.Equal(["4=shop:1/1,shop:1/2,shop:1/3"], log.Assemble());
    }

    [Fact]
    public void Add_FirstAttemptStillRunningBesideTheSecond_CompletesWithItsRows()
    {
        // The first attempt's publisher says "logged" when its third row is in; the second attempt dies after its first
        // row.
        var log = new LogScript().Sdk(1, 1, 3).Sdk(1, 2, 3).Sdk(1, 1, 3).Sdk(1, 3, 3);

        Assert.Equal(["3=shop:1/1,shop:1/2,shop:1/3"], log.Assemble());
    }

    [Fact]
    public void Add_RestartBehindRowsOfAbortedTransaction_GivesTheSameTransactions()
    {
        var log = new LogScript()
            .Sdk(1, 1, 3)
            .Sdk(1, 1, 2, "b")
            .Sdk(1, 2, 3)
            .Wait(Timeout + 1)
            .Sdk(2, 1, 1)
            .Sdk(1, 3, 3);

        Assert.Equal(["3=shop:2/1"], log.Assemble());
        Assert.Equal(["3=shop:2/1"], log.Assemble(restartOffset: 1, lastApplied: 2));
    }

    [Fact]
    public void Add_PlaceBeyondEventCount_IsFaultOfTheLog()
    {
        var error = Assert.Throws<BrokenTransactionException>(() => new LogScript().Sdk(1, 3, 2).Assemble());

        Assert.Equal(0, error.Offset);
    }

    [Fact]
    public void Add_EventCountThatChanges_IsFaultOfTheLog() =>
        Assert.Equal(
            1,
            Assert.Throws<BrokenTransactionException>(() => new LogScript().Sdk(1, 1, 3).Sdk(1, 2, 2).Assemble()).Offset
        );

    [Fact]
    public void Add_DebeziumTransaction_CompletesAtEndWithItsLsnAsNumber()
    {
        List<CompletedTransaction> completed = [];
        var result = new LogScript()
            .Begin(7, 100)
            .Dbz(7, 1, 100, "a")
            .Tombstone()
            .Heartbeat()
            .Message(7, 2, 101)
            .Dbz(7, 3, 102, "b")
            .End(7, 3, 200)
            .Assemble(completed: completed);

        Assert.Equal(["6=a,b"], result);
        Assert.Equal(new SourceNumber("", 200).Stamp("erp", 200, 100), completed[0].Transaction.Stamp);
    }

    [Fact]
    public void Add_RowWithoutBlockInsideOpenTransaction_IsTransactionByItself()
    {
        var log = new LogScript().Begin(7).Dbz(7, 1, 1, "a").Lone("x").Dbz(7, 2, 2, "b").End(7, 2, 9);

        Assert.Equal(["2=x", "4=a,b"], log.Assemble());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Add_ConnectorResumedInside_HoldsEveryRowOnceWhereverTheCutIs(int resumeAt)
    {
        (long Lsn, string Text)[] rows = [(10, "a"), (20, "b1"), (20, "b2"), (20, "b3"), (30, "c"), (40, "d")];
        var from = resumeAt is 3 or 4 ? 2 : resumeAt; // a group of one LSN is repeated whole
        var log = new LogScript().Begin(7);
        for (var i = 0; i < 5; i++)
        {
            log.Dbz(7, i + 1, rows[i].Lsn, rows[i].Text);
        }

        log.Wait(Timeout * 100).Begin(7);
        for (var i = from - 1; i < rows.Length; i++)
        {
            log.Dbz(7, i - from + 2, rows[i].Lsn, rows[i].Text);
        }

        log.End(7, rows.Length - from + 1, 99);

        Assert.EndsWith("=a,b1,b2,b3,c,d", Assert.Single(log.Assemble()), StringComparison.Ordinal);
    }

    [Fact]
    public void Add_ConnectorCutInsideGroupOfOneLsn_AddsTheRestOfTheGroup()
    {
        var log = new LogScript()
            .Begin(7)
            .Dbz(7, 1, 10, "a")
            .Dbz(7, 2, 20, "b1")
            .Begin(7)
            .Dbz(7, 1, 20, "b1")
            .Dbz(7, 2, 20, "b2")
            .End(7, 2, 99);

        Assert.Equal(["6=a,b1,b2"], log.Assemble());
    }

    [Fact]
    public void Add_EndCountsOtherRowsThanItsDelivery_IsFaultOfTheLog()
    {
        var log = new LogScript().Begin(7).Dbz(7, 1, 1, "a").Begin(7).Dbz(7, 1, 2, "b").End(7, 2, 9);

        Assert.Equal(4, Assert.Throws<BrokenTransactionException>(() => log.Assemble()).Offset);
    }

    [Fact]
    public void Add_LogBeginsInsideTransaction_IsFaultOfTheLog()
    {
        var log = new LogScript().Dbz(7, 2, 2, "b").Dbz(7, 3, 3, "c").End(7, 2, 9);

        Assert.Equal(2, Assert.Throws<BrokenTransactionException>(() => log.Assemble()).Offset);
    }

    [Fact]
    public void Add_RestartInsideAppliedTransaction_PassesItsRestOver()
    {
        var log = new LogScript().Begin(7).Sdk(1, 1, 2).Dbz(7, 1, 1, "a").End(7, 1, 9).Sdk(1, 2, 2);

        Assert.Equal(["3=a", "4=shop:1/1,shop:1/2"], log.Assemble());
        Assert.Equal(["4=shop:1/1,shop:1/2"], log.Assemble(restartOffset: 1, lastApplied: 3));
    }

    [Fact]
    public void Add_RowsButNeverBeginNorEnd_IsFaultOfTheLogAtTheSecondTransaction()
    {
        var log = new LogScript().Dbz(7, 1, 1, "a").Dbz(8, 1, 2, "b");

        Assert.Equal(1, Assert.Throws<BrokenTransactionException>(() => log.Assemble()).Offset);
    }

    [Fact]
    public void Add_TwoSourcesUnderOneId_IsFaultOfTheLog()
    {
        var log = new LogScript().Begin(7).Dbz(7, 1, 1, "a").Dbz(7, 1, 1, "b", source: "crm");

        Assert.Equal(2, Assert.Throws<BrokenTransactionException>(() => log.Assemble()).Offset);
    }

    [Fact]
    public void Add_EmptyTransaction_Completes() =>
        Assert.Equal(["1="], new LogScript().Begin(7).End(7, 0, 9).Assemble());

    [Fact]
    public void Add_DeleteAndCreateOfKeyChange_BecomeOneUpdate()
    {
        List<CompletedTransaction> completed = [];
        new LogScript()
            .Begin(7)
            .Dbz(7, 1, 1, "old", role: KeyChangeRole.OldRow, operation: ChangeOperation.Delete)
            .Tombstone()
            .Dbz(7, 2, 1, "new", role: KeyChangeRole.NewRow)
            .End(7, 2, 9)
            .Assemble(completed: completed);

        var change = Assert.Single(completed[0].Transaction.Rows);
        Assert.Equal(ChangeOperation.Update, change.Operation);
        Assert.True(change.ChangesKey);
        Assert.True(change.Key!.Value.TryGet("text", out var key));
        Assert.Equal("old", key.AsText());
        Assert.Equal("new", LogScript.Text(change));
    }

    [Fact]
    public void Add_Discard_DropsTheOpenTransactionOfThatSource()
    {
        var log = new LogScript()
            .Begin(7)
            .Dbz(7, 1, 1, "a")
            .Control(WellKnown.DiscardMessage, """{"source":"crm","id":"7"}""")
            .Control(WellKnown.DiscardMessage, """{"source":"erp","id":"7"}""");
        List<CompletedTransaction> completed = [];
        log.Assemble(completed: completed);

        Assert.Equal([0L, 4L], completed.Select(c => c.After.RestartOffset));
    }

    [Fact]
    public void Add_Abandon_IsEmptyTransactionUnderThatNumber()
    {
        List<CompletedTransaction> completed = [];
        new LogScript()
            .Control(WellKnown.AbandonMessage, """{"publisher":"shop","number":5}""")
            .Assemble(completed: completed);

        Assert.Equal(new PublisherStamp("shop", PublisherKind.Consecutive, 5), completed[0].Transaction.Stamp);
        Assert.Empty(completed[0].Transaction.Rows);
    }

    [Theory]
    [InlineData(WellKnown.AbandonMessage, "{}")]
    [InlineData(WellKnown.AbandonMessage, "[1]")]
    [InlineData(WellKnown.AbandonMessage, "{\"publisher\":\"a\",\"number\":\"5\"}")]
    [InlineData(WellKnown.AbandonMessage, "{\"publisher\":\"\\ud800\",\"number\":5}")]
    [InlineData(WellKnown.DiscardMessage, "not json")]
    [InlineData(WellKnown.DiscardMessage, "{\"source\":\"\\ud800\",\"id\":\"5\"}")]
    public void Add_MalformedControlMessage_IsFaultOfTheLog(string prefix, string json) =>
        Assert.Throws<BrokenTransactionException>(() => new LogScript().Control(prefix, json).Assemble());

    [Fact]
    public void Add_MoreRowsThanFitInMemory_SpoolsKeepsOrderAndGivesBack()
    {
        var log = new LogScript();
        for (var i = 1; i <= 50; i++)
        {
            log.Sdk(1, i, 50, "a").Sdk(1, i, 50, "b");
        }

        var spool = new MemorySpool(log);
        List<CompletedTransaction> completed = [];
        var spooled = log.Assemble(maxBytes: 3000, spool: spool, completed: completed);

        Assert.Equal(log.Assemble(), spooled);
        Assert.Equal(2, spool.Created);
        Assert.Equal(completed[0].Transaction.Rows.Count(), completed[0].Transaction.Rows.Count());
        completed.ForEach(c => c.Release());
        Assert.Equal(0, spool.Open);
    }
}
