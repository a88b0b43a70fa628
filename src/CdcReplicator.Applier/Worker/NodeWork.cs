using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;
using CdcReplicator.Model;
using CdcReplicator.Nodes;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.Applier;

/// <summary>Everything done with the node, one thing at a time in the order asked.</summary>
internal sealed class NodeWork(
    IChangeLog log,
    INode node,
    NodePipelines pipelines,
    NodeStanding standing,
    RemovalWatch removal,
    NodeIdentity identity,
    TurnTaking turns,
    KindGuard kinds,
    NodeJoin? join,
    ApplierOptions options,
    TimeProvider time,
    ILogger logger
) : IDisposable
{
    private readonly BatchExecutor _batches = new(node, new RejectionStore(log.Metadata), kinds);
    private readonly DigestTaker _digests = new(
        node,
        new DigestStore(log.Metadata),
        options.MaxDigestsInFlight,
        time,
        logger
    );
    private readonly SchemaTrial _trial = new(node, new SchemaTrials(log.Metadata), logger);
    private readonly RowsTaker _rows = new(node, new RowsStore(log.Metadata), time, logger);
    private readonly TableStore _tables = new(log.Metadata);
    private readonly InitialStore _initial = new(log.Metadata);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private IReadOnlyList<TableDefinition> _nodeTables = [];
    private IgnoreList _ignored = new([]);
    private bool _hasTried;
    private ReplicationException? _hindrance;
    private long _schemaVersion;

    /// <summary>Opens the node and publishes its tables; tries again until that works or fails for good.</summary>
    public Task<ApplierInput> OpenAsync(CancellationToken cancellationToken) =>
        InTurnAsync(TryOpenAsync, cancellationToken);

    /// <summary>Applies a batch, as prepared or, if it is not, from its transactions.</summary>
    public Task<ApplierInput> ApplyAsync(
        ApplierBatch batch,
        IPreparedBatch? prepared,
        CancellationToken cancellationToken
    ) => InTurnAsync(token => _batches.ApplyAsync(batch, prepared, token), cancellationToken);

    /// <summary>
    /// Looks at the node as it is at a checkpoint, for digests or for rows, or tries a schema change; returns what is
    /// left to do while applying goes on.
    /// </summary>
    public Task<Func<CancellationToken, Task>> BeginAnswerAsync(
        ControlMessage checkpoint,
        long sequence,
        CancellationToken cancellationToken
    ) =>
        InTurnAsync(
            token =>
                checkpoint.Prefix switch
                {
                    WellKnown.MigrateCheckMessage => _trial.AnswerAsync(checkpoint, sequence, _schemaVersion, token),
                    WellKnown.RowsMessage => _rows.BeginAsync(checkpoint, sequence, _nodeTables, token),
                    _ => _digests.BeginAsync(checkpoint, sequence, _nodeTables, _ignored, token),
                },
            cancellationToken
        );

    /// <summary>Writes into the node that a proof was given.</summary>
    public Task SettleProofAsync(OwedProof owed, CancellationToken cancellationToken) =>
        InTurnAsync<bool>(
            async token =>
            {
                await node.SettleProofAsync(owed, token);
                return true;
            },
            cancellationToken
        );

    /// <summary>
    /// Looks whether the node still is what it was when it was opened; what keeps it from telling counts as a change.
    /// </summary>
    public Task<ApplierInput> LookAsync(CancellationToken cancellationToken) =>
        InTurnAsync<ApplierInput>(
            async token =>
            {
                try
                {
                    var isAsOpened = await node.IsAsOpenedAsync(token);
                    await LookAtKindsAsync(token);
                    return new ApplierInput.NodeLooked(isAsOpened);
                }
                catch (ReplicationException)
                {
                    return new ApplierInput.NodeLooked(IsAsOpened: false);
                }
            },
            cancellationToken
        );

    public void Dispose() => _turn.Dispose();

    private async Task<ApplierInput> TryOpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await pipelines.Opening.ExecuteAsync(Forgotten, cancellationToken) is { } forgotten)
            {
                return new ApplierInput.NodeForgotten(forgotten);
            }

            if (await pipelines.Opening.ExecuteAsync(TakeTurn, cancellationToken) is { } served)
            {
                if (await identity.StandByAsync(cancellationToken) is { } copy)
                {
                    return new ApplierInput.NodeFaulted(copy, null);
                }

                return new ApplierInput.NodeServed(await TryNodeAsync(served, cancellationToken));
            }

            _hasTried = false;

            if (await pipelines.Opening.ExecuteAsync(UnfinishedContent, cancellationToken) is { } unfinished)
            {
                return new ApplierInput.NodeFaulted(unfinished, null);
            }

            if (join is not null)
            {
                await pipelines.Opening.ExecuteAsync(async token => await join.BringInAsync(token), cancellationToken);
            }

            var (opening, finding) = await pipelines.Opening.ExecuteAsync(
                async token =>
                {
                    await identity.WorkAsync(token);
                    var opened = await node.OpenAsync(log.Settings, token);
                    await RememberFirstRowsAsync(opened, token);
                    await _tables.PublishAsync(
                        new NodeTables(node.Id, node.Kind, opened.Tables) { Ignored = opened.Ignored },
                        token
                    );
                    await kinds.OpenedAsync(opened, token);
                    return (opened, await standing.ReadAsync(opened.Position, token));
                },
                cancellationToken
            );
            (_nodeTables, _schemaVersion) = (opening.Tables, opening.SchemaVersion);
            _ignored = new IgnoreList(opening.Ignored);
            return new ApplierInput.NodeOpened(opening, finding);
        }
        catch (LogMismatchException mismatch)
        {
            return new ApplierInput.LogMismatched(mismatch);
        }
        catch (NodeFencedException fenced)
        {
            return new ApplierInput.NodeFenced(fenced);
        }
        catch (ReplicationException error)
        {
            return new ApplierInput.NodeFaulted(error, null);
        }
    }

    /// <summary>
    /// Rows that an empty log explains are written down before anybody sees that the node was opened: the log may be
    /// empty no more when it is opened again.
    /// </summary>
    private async Task RememberFirstRowsAsync(NodeOpening opened, CancellationToken cancellationToken)
    {
        if (opened.Position.LastAppliedSequence >= 0)
        {
            return;
        }

        var bounds = await log.GetBoundsAsync(cancellationToken);
        LogCheck.CheckRows(opened.RowsWithoutPosition, bounds);
        if (bounds.EndOffset == 0 && !await node.IsAsOpenedAsync(cancellationToken))
        {
            throw new NodeFaultException(
                $"The tables of node '{node.Id}' were changed while it was opened.",
                "It is opened again.",
                isTransient: true,
                code: null
            );
        }
    }

    private async Task LookAtKindsAsync(CancellationToken cancellationToken)
    {
        try
        {
            await kinds.LookAsync(cancellationToken);
        }
        catch (LogUnavailableException)
        {
            // What was seen last counts until the log answers: nothing is read from it meanwhile either.
        }
    }

    // Before the node is opened: its tables must not be published again.
    private async ValueTask<ReplicationException?> Forgotten(CancellationToken cancellationToken) =>
        await removal.FindAsync(cancellationToken);

    /// <summary>
    /// Opens the node once while another applier works on it: to take over must not take long, and what would keep this
    /// applier from it is better known before.
    /// </summary>
    private async Task<ReplicationException> TryNodeAsync(ReplicationException served, CancellationToken token)
    {
        if (_hasTried || !turns.IsOpenElsewhere)
        {
            return _hindrance ?? served;
        }

        try
        {
            await node.OpenAsync(log.Settings, token);
            (_hasTried, _hindrance) = (true, null);
            return served;
        }
        catch (ReplicationException error)
        {
            _hasTried = !error.IsTransient;
            return _hindrance = new ReplicationException(
                $"{served.Problem} This one stands by, but could not take over now: {error.Problem}",
                error.Remedy,
                error
            );
        }
    }

    private async ValueTask<ReplicationException?> TakeTurn(CancellationToken cancellationToken) =>
        await turns.TryTakeAsync(cancellationToken);

    // A part of the first node's content passes for nothing.
    private async ValueTask<ReplicationException?> UnfinishedContent(CancellationToken cancellationToken) =>
        (await _initial.FindAsync(cancellationToken))?.FindProblem();

    private async Task<T> InTurnAsync<T>(Func<CancellationToken, Task<T>> run, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await run(cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }
}
