using System.Text;
using CdcReplicator.Applier;
using CdcReplicator.Cluster;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests.Applier;

/// <summary>Which orders count where appliers have keys, and what a copy of one can do.</summary>
public sealed class SignedOrderTests : IDisposable
{
    private static readonly LogId Log = LogId.New();
    private static readonly ControlMessage Skip = ControlCodec.Skip(5, "half a record");

    private readonly OrderKeyPair _operator = new();
    private readonly OrderKeyPair _stranger = new();

    [Fact]
    public void Read_SignedOrder_Counts() => Assert.Equal(new ControlOrder.Skip(5), Read(Sign(Skip)));

    [Fact]
    public void Read_SignedOrderWithoutKeysToAskFor_Counts() =>
        Assert.Equal(new ControlOrder.Skip(5), Read(Sign(Skip), new OrderTrust(Log, null)));

    [Fact]
    public void Read_SignedCheckpoint_Counts() =>
        Assert.IsType<ControlOrder.Checkpoint>(
            Read(
                Sign(
                    new ControlMessage(
                        WellKnown.CheckpointMessage,
                        new CheckpointRequest("x", [new TableRequest("public.t", null, [])]).ToContent()
                    )
                )
            )
        );

    [Fact]
    public void Read_UnsignedOrder_OrdersNothing() => AssertNothing("is not signed", Skip);

    [Fact]
    public void Read_SignedWithAnotherKey_OrdersNothing() =>
        AssertNothing("is not signed for this log", Sign(Skip, _stranger));

    [Fact]
    public void Read_SignedForAnotherLog_OrdersNothing() =>
        AssertNothing("for this log", OrderKeyPair.Sign(Skip, _operator.PrivatePem, LogId.New(), 9));

    [Fact]
    public void Read_SignatureOfAnotherKindOfOrder_OrdersNothing() =>
        AssertNothing("is not signed for", Sign(Skip) with { Prefix = WellKnown.DiscardMessage });

    [Fact]
    public void Read_AnyByteOfTheContentAltered_OrdersNothing()
    {
        var signed = Sign(Skip);
        for (var i = 0; i < signed.Content.Length; i++)
        {
            byte[] altered = [.. signed.Content];
            altered[i] ^= 1;

            Assert.IsType<ControlOrder.Nothing>(Read(signed with { Content = altered }));
        }
    }

    [Fact]
    public void Read_TwoSignatures_OrdersNothing()
    {
        AssertNothing("is not signed for", Sign(Sign(Skip), _stranger));
        AssertNothing("does not hold", Sign(Sign(Skip)));
    }

    [Fact]
    public void Read_BothKeysWhileOneTakesTheOthersPlace_BothCount()
    {
        var trust = new OrderTrust(Log, OrderKeys.Parse(_stranger.PublicPem + _operator.PublicPem));

        Assert.IsType<ControlOrder.Skip>(Read(Sign(Skip), trust));
        Assert.IsType<ControlOrder.Skip>(Read(Sign(Skip, _stranger), trust));
    }

    [Fact]
    public void Read_LargerThanASignedOrderMayBe_OrdersNothing()
    {
        var content = Encoding.UTF8.GetBytes($$"""{"sequence":5,"reason":"{{new string('x', 1 << 20)}}"}""");

        AssertNothing("is too large", Skip with { Content = content });
        Assert.Throws<ReplicationException>(() => Sign(Skip with { Content = content }));
    }

    [Fact]
    public void Read_AbandonOfAPublisher_NeedsNoSignature() =>
        Assert.IsType<ControlOrder.Abandon>(
            Read(
                new ControlMessage(WellKnown.AbandonMessage, """{"publisher":"shop","number":5}"""u8.ToArray()),
                name: "shop"
            )
        );

    [Theory]
    [InlineData(5, false)]
    [InlineData(6, true)]
    public void Read_SkipOfWhatTheLogDidNotHave_OrdersNothing(long end, bool counts) =>
        Assert.Equal(counts, Read(Sign(Skip, end: end)) is ControlOrder.Skip);

    [Fact]
    public void Read_AcceptSource_TellsBeforeWhatItCounts() =>
        Assert.Equal(new ControlOrder.AcceptSource("erp", 9), Read(Sign(ControlCodec.AcceptSource("erp"))));

    [Theory]
    [InlineData(9, 12, 9)]
    [InlineData(12, 12, 12)]
    public void Read_PauseAndResume_TellWhenTheyWereGiven(long end, long offset, long givenAt)
    {
        Assert.Equal(
            new ControlOrder.Pause("a", givenAt, "backup"),
            Read(Sign(ControlCodec.Pause("a", "backup"), end: end), offset: offset)
        );
        Assert.Equal(
            new ControlOrder.Resume("a", givenAt),
            Read(Sign(ControlCodec.Resume("a", "done"), end: end), offset: offset)
        );
    }

    [Theory]
    [InlineData(WellKnown.PauseMessage)]
    [InlineData(WellKnown.ResumeMessage)]
    public void Read_PauseOrResumeWithoutSignature_OrdersNothing(string prefix) =>
        AssertNothing("is not signed", ControlCodec.Pause("a", "backup") with { Prefix = prefix });

    [Fact]
    public void Add_DiscardCopiedAfterTheConnectorSentTheTransactionAgain_DropsTheFirstOnly()
    {
        var discard = Sign(ControlCodec.Discard("erp", "7", "no end"), end: 2);
        List<CompletedTransaction> completed = [];
        Assemble(
            new LogScript().Begin(7).Dbz(7, 1, 1, "lost"),
            discard,
            log => log.Begin(7).Dbz(7, 1, 1, "a"),
            log => log.End(7, 1, 9),
            completed
        );

        Assert.Equal(["a"], completed[^1].Transaction.Rows.Select(LogScript.Text));
    }

    [Fact]
    public void Add_DiscardOfAKeyChangeCopiedAfterAnotherBegan_DropsTheFirstOnly()
    {
        var discard = Sign(ControlCodec.Discard("erp", "key change in public.t", "no create"), end: 1);
        List<CompletedTransaction> completed = [];
        Assemble(
            new LogScript().LoneDelete("lost", 1),
            discard,
            log => log.LoneDelete("old", 5),
            log => log.LoneCreate("a", 5),
            completed
        );

        Assert.Equal(2, completed[^1].RowCount);
    }

    public void Dispose()
    {
        _operator.Dispose();
        _stranger.Dispose();
    }

    /// <summary>An order after what it is about, and a copy of it after what came later.</summary>
    private void Assemble(
        LogScript log,
        ControlMessage order,
        Action<LogScript> later,
        Action<LogScript> last,
        List<CompletedTransaction> completed
    )
    {
        var json = Encoding.UTF8.GetString(order.Content);
        log.Control(order.Prefix, json);
        later(log);
        log.Control(order.Prefix, json);
        last(log);
        var assembler = new TransactionAssembler(
            new ClusterSettings(Log, TimeSpan.FromSeconds(60), TimeSpan.FromHours(1)),
            new AssemblyStart(0, -1, 0),
            long.MaxValue,
            new MemorySpool(log),
            _operator.Keys
        );
        foreach (var logEvent in log.Events)
        {
            if (assembler.Add(logEvent) is { } whole)
            {
                Assert.Null(whole.Transaction.Ignored);
                completed.Add(whole);
            }
        }
    }

    private ControlMessage Sign(ControlMessage order, OrderKeyPair? keys = null, long end = 9) =>
        OrderKeyPair.Sign(order, (keys ?? _operator).PrivatePem, Log, end);

    private void AssertNothing(string why, ControlMessage order) =>
        Assert.Contains(why, Assert.IsType<ControlOrder.Nothing>(Read(order)).Why, StringComparison.Ordinal);

    private ControlOrder Read(
        ControlMessage order,
        OrderTrust? trust = null,
        string name = WellKnown.OperatorPublisher,
        long offset = 9
    ) =>
        ControlReading.Read(
            new MessageEvent(
                order.Prefix,
                order.Content,
                new SourceInfo(WellKnown.SdkConnector, name, null, null, SnapshotMark.None, 0),
                null
            ),
            offset,
            trust ?? new OrderTrust(Log, _operator.Keys)
        );
}
