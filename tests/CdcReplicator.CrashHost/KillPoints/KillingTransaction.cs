using CdcReplicator.Model;
using CdcReplicator.Nodes;

namespace CdcReplicator.CrashHost;

/// <summary>A node's transaction at whose steps the process can die.</summary>
internal sealed class KillingTransaction(INodeTransaction inner, KillSwitch kill) : INodeTransaction
{
    private const int LongestCommitMicroseconds = 3000;

    public Task<Verdict> ApplyAsync(ChangeTransaction transaction, CancellationToken cancellationToken) =>
        inner.ApplyAsync(transaction with { Rows = kill.Between(transaction.Rows) }, cancellationToken);

    public Task<IReadOnlyList<Verdict>> ApplyBatchAsync(IPreparedBatch batch, CancellationToken cancellationToken) =>
        inner.ApplyBatchAsync(batch, cancellationToken);

    public async Task AdvanceAsync(
        NodePosition expected,
        NodePosition next,
        IReadOnlyList<PublisherProgress> publishers,
        CancellationToken cancellationToken
    )
    {
        kill.Pass(KillPoint.BeforeAdvance);
        await inner.AdvanceAsync(expected, next, publishers, cancellationToken);
        kill.Pass(KillPoint.AfterAdvance);
    }

    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        kill.Pass(KillPoint.BeforeCommit);
        var commit = Task.Run(() => inner.CommitAsync(cancellationToken), CancellationToken.None);
        if (kill.IsFor(KillPoint.DuringCommit))
        {
            var until = TimeProvider.System.GetTimestamp();
            var wait = TimeSpan.FromMicroseconds(Random.Shared.Next(LongestCommitMicroseconds));
            SpinWait.SpinUntil(() => TimeProvider.System.GetElapsedTime(until) >= wait);
            kill.Pass(KillPoint.DuringCommit);
        }

        await commit;
        kill.Pass(KillPoint.AfterCommit);
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
