using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// One database transaction of a relational node. What is applied goes on to <see cref="OneByOne"/>, or through its
/// batch to <see cref="BatchRun"/>, and comes back only as a verdict; position and commit are done here.
/// </summary>
internal sealed class RelationalNodeTransaction : INodeTransaction
{
    private readonly RelationalNode _node;
    private readonly IAsyncDisposable _held;
    private readonly NodeSession _session;
    private readonly TransactionGuard _guard;
    private readonly TouchedTables _touched = new();
    private readonly OneByOne _oneByOne;
    private NodePosition? _next;

    /// <summary>A transaction that the database has begun.</summary>
    /// <param name="node">The node.</param>
    /// <param name="semantics">How all its transactions of the log are taken.</param>
    /// <param name="held">Given back when it has ended.</param>
    public RelationalNodeTransaction(RelationalNode node, WriteSemantics semantics, IAsyncDisposable held)
    {
        (_node, _held, _session) = (node, held, node.Session);
        _guard = new TransactionGuard(node);
        _oneByOne = new OneByOne(node, semantics, _guard, _touched);
    }

    /// <inheritdoc/>
    public Task<Verdict> ApplyAsync(ChangeTransaction transaction, CancellationToken cancellationToken) =>
        _oneByOne.ApplyAsync(transaction, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Verdict>> ApplyBatchAsync(IPreparedBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var run = new BatchRun(_node, _oneByOne, _guard, _touched);
        var verdicts = await _node.Batches.ApplyAsync(batch, run, cancellationToken).ConfigureAwait(false);
        if (verdicts.Any(verdict => !verdict.IsAccepted))
        {
            // A rejection is published before the commit. So it must not be one that only an old state of the tables'
            // definitions gives.
            await _guard
                .RunAsync(() => RequireUnchangedAsync(cancellationToken), "looking at its tables")
                .ConfigureAwait(false);
        }

        return verdicts;
    }

    /// <inheritdoc/>
    public Task AdvanceAsync(
        NodePosition expected,
        NodePosition next,
        IReadOnlyList<PublisherProgress> publishers,
        CancellationToken cancellationToken
    ) =>
        _guard.RunAsync(
            async () =>
            {
                foreach (var publisher in publishers)
                {
                    await _node.State.PutPublisherAsync(_session, publisher, cancellationToken).ConfigureAwait(false);
                }

                await _node
                    .State.PutAppendTimeAsync(_session, next.AppendTime, cancellationToken)
                    .ConfigureAwait(false);
                await _node.Memory.NoteAsync(_session, _touched, cancellationToken).ConfigureAwait(false);
                await _node.SourceTables.NoteAsync(_session, _touched, cancellationToken).ConfigureAwait(false);
                if (
                    !await _node
                        .State.AdvanceAsync(
                            _session,
                            expected,
                            next,
                            _touched.Versions,
                            _node.Database,
                            cancellationToken
                        )
                        .ConfigureAwait(false)
                )
                {
                    await RequireUnchangedAsync(cancellationToken).ConfigureAwait(false);
                    throw new NodeFencedException(_node.Id);
                }

                await _node.ForgetPublishersAsync(next.LogTime, cancellationToken).ConfigureAwait(false);
                _next = next;
                return true;
            },
            "moving the position"
        );

    /// <inheritdoc/>
    public Task CommitAsync(CancellationToken cancellationToken) =>
        _guard.RunAsync(
            async () =>
            {
                await _node.Database.CommitAsync(_session, cancellationToken).ConfigureAwait(false);
                _guard.End();
                _node.Committed(_next, _touched, _oneByOne.Snapshots);
                return true;
            },
            "committing"
        );

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!_guard.HasEnded)
            {
                _guard.End();
                await _node.AbandonAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            await _held.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task<bool> RequireUnchangedAsync(CancellationToken stop) =>
        await _node.Database.AreAsReadAsync(_session, _touched.Versions, stop).ConfigureAwait(false)
            ? true
            : throw CatalogFaults.CatalogChanged();
}
