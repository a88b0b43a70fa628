using System.Text;
using CdcReplicator.Applier;
using CdcReplicator.Cluster;
using CdcReplicator.Model;
using CdcReplicator.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CdcReplicator.UnitTests.Applier;

/// <summary>An applier over a log in which somebody gives orders who may give none.</summary>
public sealed class ForgedOrdersTests : IAsyncDisposable
{
    private readonly InMemoryChangeLog _log = new();
    private readonly List<WorkerRun> _runs = [];

    [Fact]
    public async Task Run_OrdersOfPublishersAndMalformedOnes_AreCountedBySourceAndHaltNobody()
    {
        await _log.AppendAsync(
            [
                TextDecoder.Row("shop", 1, 1, 1, "r1"),
                TextDecoder.Control(WellKnown.AbandonMessage, "not json", "shop"),
                TextDecoder.Control(WellKnown.AbandonMessage, """{"publisher":"shop","number":2}""", "other"),
                TextDecoder.Control(WellKnown.SkipMessage, """{"sequence":5}""", "other"),
                TextDecoder.Control(WellKnown.AbandonMessage, """{"publisher":"shop","number":9000000}""", "shop"),
                TextDecoder.Row("shop", 2, 1, 1, "r2"),
            ],
            default
        );

        var node = new FakeNode { Id = "a" };
        var status = await Start(node).UntilAsync(s => s.LastAppliedSequence == 5);

        Assert.Equal(["0=r1", "5=r2"], node.Applied);
        Assert.Equal(
            new Dictionary<string, long>
            {
                [AdaptedValues.IgnoredControls("shop")] = 2,
                [AdaptedValues.IgnoredControls("other")] = 2,
            },
            status.Adapted
        );
    }

    [Fact]
    public async Task Run_NumberOutOfReach_IsRejectedByNameAndTheNextGoesOn()
    {
        long[] numbers = [1, long.MaxValue, 2];
        foreach (var number in numbers)
        {
            await _log.AppendAsync([TextDecoder.Row("shop", number, 1, 1, $"r{number}")], default);
        }

        var node = new FakeNode { Id = "a" };
        var status = await Start(node).UntilAsync(s => s.LastAppliedSequence == 2);

        Assert.Equal(["0=r1", "2=r2"], node.Applied);
        Assert.Equal(1, status.Rejections[nameof(RejectionReason.NumberOutOfReach)]);
    }

    [Fact]
    public async Task Run_HaltedAndSkippedByAPublisher_StaysHaltedUntilTheOperatorSaysSo()
    {
        await _log.AppendAsync(
            [TextDecoder.Garbage(), TextDecoder.Control(WellKnown.SkipMessage, """{"sequence":0}""", "shop")],
            default
        );
        var run = Start(new FakeNode { Id = "a" });
        Assert.Equal(0, (await run.UntilAsync(s => s.State == NodeState.Halted)).HaltedAt);
        await Task.Delay(300);

        Assert.Equal(NodeState.Halted, (await run.UntilAsync(_ => true)).State);
        await _log.AppendAsync([TextDecoder.Control(WellKnown.SkipMessage, """{"sequence":0}""")], default);
        await run.UntilAsync(s => s is { State: NodeState.Active, LastAppliedSequence: 2, HaltedAt: null });
    }

    [Fact]
    public async Task Run_HaltedAndSkippedInTheOperatorsNameWithoutHisKey_StaysHaltedUntilHeSigns()
    {
        using var keys = new OrderKeyPair();
        using var strangers = new OrderKeyPair();
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.At("keys.pem"), keys.PublicPem);
        var skip = ControlCodec.Skip(0, "x");
        await _log.AppendAsync([TextDecoder.Garbage(), Record(skip), Record(Signed(skip, strangers))], default);
        var run = Start(new FakeNode { Id = "a" }, folder.At("keys.pem"));
        var halted = await run.UntilAsync(s => s.State == NodeState.Halted);
        await Task.Delay(300);

        Assert.Equal(keys.Fingerprints, halted.OrderKeys);
        Assert.Equal(NodeState.Halted, (await run.UntilAsync(_ => true)).State);
        await _log.AppendAsync([Record(Signed(skip, keys))], default);
        var status = await run.UntilAsync(s => s is { State: NodeState.Active, LastAppliedSequence: 3 });
        Assert.Equal(2, status.Adapted[AdaptedValues.IgnoredControls(WellKnown.OperatorPublisher)]);
    }

    [Fact]
    public async Task Run_HaltedAfterASignedSkipWasCopied_StaysHalted()
    {
        using var keys = new OrderKeyPair();
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.At("keys.pem"), keys.PublicPem);
        var mistyped = OrderKeyPair.Sign(ControlCodec.Skip(1, "x"), keys.PrivatePem, _log.Settings.Log, end: 1);
        await _log.AppendAsync([Record(mistyped), TextDecoder.Garbage(), Record(mistyped)], default);
        var run = Start(new FakeNode { Id = "a" }, folder.At("keys.pem"));
        await run.UntilAsync(s => s.State == NodeState.Halted);
        await Task.Delay(300);

        Assert.Equal(NodeState.Halted, (await run.UntilAsync(_ => true)).State);
    }

    [Fact]
    public async Task SeekAsync_CopyOfAnAcceptanceGivenBeforeTheHalt_IsPassedOver()
    {
        using var keys = new OrderKeyPair();
        var accept = ControlCodec.AcceptSource("erp");
        var early = OrderKeyPair.Sign(accept, keys.PrivatePem, _log.Settings.Log, end: 2);
        await _log.AppendAsync([.. Enumerable.Repeat(TextDecoder.Garbage(), 3), Record(early)], default);
        var trust = new OrderTrust(_log.Settings.Log, keys.Keys);
        var seeker = new OrderSeeker(_log, new TextDecoder(), "a", trust, TimeProvider.System, NullLogger.Instance);

        var sought = seeker.SeekAsync(new SoughtOrder.OfHalt(2, "erp"), default);
        await Task.Delay(300);

        Assert.False(sought.IsCompleted);
        await _log.AppendAsync([Record(Signed(accept, keys))], default);
        Assert.Equal(new ApplierInput.SourceAccepted(2), await sought);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var run in _runs)
        {
            await run.DisposeAsync();
        }

        await _log.DisposeAsync();
    }

    private static RecordToAppend Record(ControlMessage order) =>
        TextDecoder.Control(order.Prefix, Encoding.UTF8.GetString(order.Content));

    private ControlMessage Signed(ControlMessage order, OrderKeyPair keys) =>
        OrderKeyPair.Sign(order, keys.PrivatePem, _log.Settings.Log, end: 3);

    private WorkerRun Start(FakeNode node, string? orderKeysFile = null)
    {
        var run = new WorkerRun(_log, node, orderKeysFile: orderKeysFile);
        _runs.Add(run);
        return run;
    }
}
