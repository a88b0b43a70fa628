using CdcReplicator.Cluster;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.UnitTests.Applier;

public sealed class ForgottenNodeTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly InMemoryChangeLog _log = new();
    private readonly FakeNode _node = new() { Rejects = transaction => transaction.Sequence == 1 };

    [Fact]
    public async Task Forget_WhileItsApplierRuns_LeavesNothingAndStaysAway()
    {
        await AppendAsync(1);
        await using var run = new WorkerRun(_log, _node);
        await run.UntilAsync(s => s.LastAppliedSequence == 2);

        await Removal().ForgetAsync("fake", default);
        await Task.Delay(1500);
        await UntilGoneAsync();
        var applied = _node.Applied.Count;
        await AppendAsync(4);
        await Task.Delay(1500);

        Assert.Empty(await TracesAsync());
        Assert.Equal(applied, _node.Applied.Count);
    }

    [Fact]
    public async Task Forget_ApplierStartedAgain_DoesNothingUntilItIsReadmitted()
    {
        await AppendAsync(1);
        await Removal().ForgetAsync("fake", default);
        await using var run = new WorkerRun(_log, _node);
        await Task.Delay(1500);
        Assert.Empty(_node.Applied);
        Assert.Empty(await TracesAsync());

        await Removal().ReadmitAsync("fake", default);

        await run.UntilAsync(s => s is { State: NodeState.Active, LastAppliedSequence: 2 });
    }

    [Fact]
    public async Task Readmit_NewDatabaseUnderTheOldName_IsFilledFromTheBeginningAndJudgedAnew()
    {
        await AppendAsync(1);
        await using (var run = new WorkerRun(_log, _node))
        {
            await run.UntilAsync(s => s.LastAppliedSequence == 2);
        }

        var finding = new Divergence("fake", true, 1, DateTimeOffset.UnixEpoch, DivergenceFinder.Verify, "why");
        await new DivergenceStore(_log.Metadata, TimeProvider.System).PublishAsync(finding, default);
        await Removal().ForgetAsync("fake", default);
        await Removal().ReadmitAsync("fake", default);
        Assert.Empty(await TracesAsync());

        await using var anew = new FakeNode { Rejects = transaction => transaction.Sequence == 1 };
        await using var again = new WorkerRun(_log, anew);
        var status = await again.UntilAsync(s => s is { State: NodeState.Active, LastAppliedSequence: 2 });

        Assert.Equal(["0=r1", "2=r3"], anew.Applied);
        Assert.Equal(0, status.VerdictsFrom);
        Assert.Equal(["fake"], (await new RejectionStore(_log.Metadata).FindAsync(1, default)).Keys);
    }

    [Fact]
    public async Task Readmit_NewDatabaseAndALogThatDoesNotReachBack_HaltsAndSaysWhatToDo()
    {
        await AppendAsync(1);
        await Removal().ForgetAsync("fake", default);
        await Removal().ReadmitAsync("fake", default);
        _log.ForgetBefore(1);

        await using var run = new WorkerRun(_log, _node);
        var status = await run.UntilAsync(s => s.State == NodeState.BehindRetention);

        Assert.EndsWith("cdc-replicator node seed fake --replace", status.Reason, StringComparison.Ordinal);
        Assert.Empty(_node.Applied);
    }

    [Fact]
    public async Task Forget_Everything_LeavesNoTraceOfItAndAllOfOthers()
    {
        await PublishTracesAsync("fake");
        await PublishTracesAsync("fake2");
        var others = (await TracesAsync()).Count / 2;

        await Removal().ForgetAsync("fake", default);

        var left = await TracesAsync();
        Assert.Equal(others, left.Count);
        Assert.All(left, key => Assert.Contains("fake2", key, StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        await _log.DisposeAsync();
    }

    private MemberRemoval Removal() => new(_log.Metadata, TimeProvider.System);

    private async Task<IReadOnlyList<string>> TracesAsync() =>
        [
            .. (await _log.Metadata.ReadAsync("", default))
                .Select(entry => entry.Key)
                .Where(key => !key.StartsWith("forgotten/", StringComparison.Ordinal)),
        ];

    private async Task UntilGoneAsync()
    {
        var deadline = DateTime.UtcNow + Patience;
        while ((await TracesAsync()).Count > 0)
        {
            Assert.True(DateTime.UtcNow < deadline, string.Join(", ", await TracesAsync()));
            await Task.Delay(10);
        }
    }

    private async Task AppendAsync(int from)
    {
        for (var i = from; i < from + 3; i++)
        {
            await _log.AppendAsync([TextDecoder.Row("shop", i, 1, 1, $"r{i}")], default);
        }
    }

    private async Task PublishTracesAsync(string node)
    {
        var time = TimeProvider.System;
        await new TableStore(_log.Metadata).PublishAsync(new NodeTables(node, "sqlite", []), default);
        await new MaintenanceStore(_log.Metadata).PublishAsync(
            new Maintenance(node, true, time.GetUtcNow(), null),
            default
        );
        await new DivergenceStore(_log.Metadata, time).PublishAsync(
            new Divergence(node, true, 1, time.GetUtcNow(), DivergenceFinder.Verify, "x"),
            default
        );
        await new RejectionStore(_log.Metadata).PublishAsync(
            node,
            [new PublishedRejection(1, "", new Rejection(RejectionReason.DuplicateKey, null, null, null, "x"))],
            default
        );
        await new MemberStore(_log.Metadata, time).PublishAsync(
            new MemberStatus
            {
                NodeId = node,
                Kind = "sqlite",
                Endpoint = node,
                ApplierId = node,
                State = NodeState.Active,
                LastAppliedSequence = 1,
                RestartOffset = 2,
            },
            default
        );
    }
}
