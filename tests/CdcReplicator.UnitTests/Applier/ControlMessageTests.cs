using CdcReplicator.Applier;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests.Applier;

/// <summary>Who may give control messages, and what becomes of those that order nothing.</summary>
public sealed class ControlMessageTests
{
    private const string Skip = """{"sequence":5}""";
    private const string Abandon = """{"publisher":"shop","number":5}""";
    private const string DiscardOpen = """{"source":"erp","id":"7"}""";

    [Fact]
    public void Add_AbandonOfOwnNumber_IsEmptyTransactionUnderThatNumber()
    {
        var completed = Assemble(new LogScript().Abandon(5));

        Assert.Equal(new PublisherStamp("shop", PublisherKind.Consecutive, 5), completed.Transaction.Stamp);
        Assert.Empty(completed.Transaction.Rows);
        Assert.Null(completed.Transaction.Ignored);
    }

    [Fact]
    public void Add_OrderOfOperator_IsControlTransaction()
    {
        var completed = Assemble(new LogScript().Control(WellKnown.SkipMessage, Skip));

        Assert.Equal(WellKnown.SkipMessage, completed.Transaction.Control!.Prefix);
        Assert.Null(completed.Transaction.Ignored);
    }

    [Theory]
    [InlineData(WellKnown.SkipMessage, Skip, "shop", WellKnown.SdkConnector, "does not come from")]
    [InlineData(WellKnown.DiscardMessage, DiscardOpen, "shop", WellKnown.SdkConnector, "does not come from")]
    [InlineData(WellKnown.CheckpointMessage, "{}", "shop", WellKnown.SdkConnector, "does not come from")]
    [InlineData(WellKnown.SkipMessage, Skip, "erp", "postgresql", "comes from a connector")]
    [InlineData(WellKnown.SkipMessage, Skip, WellKnown.OperatorPublisher, "postgresql", "comes from a connector")]
    [InlineData(WellKnown.AbandonMessage, Abandon, "erp", "postgresql", "comes from a connector")]
    [InlineData(WellKnown.AbandonMessage, Abandon, "shop", "postgresql", "comes from a connector")]
    [InlineData(WellKnown.AbandonMessage, Abandon, "crm", WellKnown.SdkConnector, "of another publisher")]
    [InlineData(WellKnown.AbandonMessage, Abandon, WellKnown.OperatorPublisher, WellKnown.SdkConnector, "of another")]
    [InlineData(WellKnown.AbandonMessage, "{}", "shop", WellKnown.SdkConnector, "does not hold")]
    [InlineData(WellKnown.AbandonMessage, "[1]", "shop", WellKnown.SdkConnector, "does not hold a JSON object")]
    [InlineData(
        WellKnown.AbandonMessage,
        """{"publisher":"shop","number":-1}""",
        "shop",
        WellKnown.SdkConnector,
        "does not hold"
    )]
    [InlineData(
        WellKnown.AbandonMessage,
        """{"publisher":"shop","number":"5"}""",
        "shop",
        WellKnown.SdkConnector,
        "does not hold"
    )]
    [InlineData(
        WellKnown.AbandonMessage,
        """{"publisher":"\ud800","number":5}""",
        "shop",
        WellKnown.SdkConnector,
        "does not hold Unicode text"
    )]
    [InlineData(
        WellKnown.DiscardMessage,
        "not json",
        WellKnown.OperatorPublisher,
        WellKnown.SdkConnector,
        "does not hold a JSON object"
    )]
    [InlineData(
        WellKnown.SkipMessage,
        """{"sequence":1e400}""",
        WellKnown.OperatorPublisher,
        WellKnown.SdkConnector,
        "does not hold"
    )]
    [InlineData(
        WellKnown.ControlPrefix + "newer",
        "{}",
        WellKnown.OperatorPublisher,
        WellKnown.SdkConnector,
        "none that this version knows"
    )]
    public void Add_ControlOfSomebodyElseOrMalformed_OrdersNothingAndIsCounted(
        string prefix,
        string json,
        string name,
        string connector,
        string why
    )
    {
        var completed = Assemble(new LogScript().Control(prefix, json, name, connector));

        Assert.Null(completed.Transaction.Control);
        Assert.Null(completed.Transaction.Stamp);
        Assert.Equal(0, completed.RowCount);
        Assert.Equal(1, completed.Transaction.Ignored!.Count);
        Assert.Contains(why, completed.Transaction.Ignored.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Add_DiscardsOfOthers_LeaveTheTransactionOpen()
    {
        List<CompletedTransaction> completed = [];
        new LogScript()
            .Begin(7)
            .Dbz(7, 1, 1, "a")
            .Control(WellKnown.DiscardMessage, DiscardOpen, "erp", "postgresql")
            .Control(WellKnown.DiscardMessage, DiscardOpen, "shop")
            .End(7, 1, 9)
            .Assemble(completed: completed);

        Assert.Equal(["a"], completed[^1].Transaction.Rows.Select(LogScript.Text));
    }

    /// <summary>
    /// A role of the captured database writes two inside its own transaction (<c>pg_logical_emit_message</c>).
    /// </summary>
    [Fact]
    public void Add_ControlsInsideATransactionOfRows_CountAmongItsEventsAndOrderNothing()
    {
        List<CompletedTransaction> completed = [];
        new LogScript()
            .Begin(7)
            .Control(
                WellKnown.SkipMessage,
                Skip,
                "erp",
                "postgresql",
                new TransactionBlock(new TransactionId("7:1"), 1, null)
            )
            .Dbz(7, 2, 2, "a")
            .Control(
                WellKnown.AbandonMessage,
                Abandon,
                "erp",
                "postgresql",
                new TransactionBlock(new TransactionId("7:3"), 3, null)
            )
            .End(7, 3, 9)
            .Assemble(completed: completed);

        var whole = Assert.Single(completed).Transaction;
        Assert.Equal(["a"], whole.Rows.Select(LogScript.Text));
        Assert.Equal(2, whole.Ignored!.Count);
    }

    [Fact]
    public void Add_TransactionAfterOneWithControls_HasNoneOfThem()
    {
        List<CompletedTransaction> completed = [];
        var log = new LogScript().Begin(7);
        log.Control(
                WellKnown.SkipMessage,
                Skip,
                "erp",
                "postgresql",
                new TransactionBlock(new TransactionId("7:1"), 1, null)
            )
            .End(7, 1, 9)
            .Assemble(completed: completed);
        completed[0].Release();

        Assert.Null(Assemble(new LogScript().Sdk(1, 1, 1)).Transaction.Ignored);
        Assert.NotNull(completed[0].Transaction.Ignored);
    }

    [Theory]
    [InlineData(9)] // below its last row
    [InlineData(10 + (1L << 40) + 1)]
    [InlineData(long.MaxValue)]
    public void Add_EndOfAnotherServerWithTheSameTransactionNumber_IsFaultOfTheLog(long place)
    {
        var log = new LogScript().Begin(7).Dbz(7, 1, 10, "a").End(7, 1, place);

        var broken = Assert.Throws<BrokenTransactionException>(() => log.Assemble());

        Assert.Contains("another connector", broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_NumberFarAboveTheHighest_IsOutOfReachAndMovesNothing()
    {
        var ledger = new PublisherLedger(ClusterSettings.NewLog(), []);
        var decisions = new long[] { 1, 2 + PublisherMemory.MaxJump, long.MaxValue, 1 + PublisherMemory.MaxJump, 2 }
            .Select(number => ledger.Decide(number, new PublisherStamp("p", PublisherKind.Consecutive, number), 0))
            .ToList();

        Assert.Equal([false, true, true, false, false], decisions.Select(decision => decision.IsOutOfReach));
        Assert.Equal([true, false, false, true, false], decisions.Select(decision => decision.Progress is not null));
    }

    private static CompletedTransaction Assemble(LogScript log)
    {
        List<CompletedTransaction> completed = [];
        log.Assemble(completed: completed);
        return Assert.Single(completed);
    }
}
