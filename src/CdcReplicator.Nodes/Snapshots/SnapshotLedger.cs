using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>The snapshots of all sources, as far as a node or its applier has followed the log.</summary>
internal sealed class SnapshotLedger
{
    private readonly Dictionary<string, SnapshotState> _states;
    private int _open;
    private int _waiting;

    /// <summary>A ledger that knows what a node knows.</summary>
    public SnapshotLedger(IReadOnlyDictionary<string, SnapshotState> known)
    {
        ArgumentNullException.ThrowIfNull(known);
        _states = new Dictionary<string, SnapshotState>(known, StringComparer.Ordinal);
        foreach (var state in known.Values)
        {
            Count(state, 1);
        }
    }

    /// <summary>The snapshots, by source.</summary>
    public IReadOnlyDictionary<string, SnapshotState> States => _states;

    /// <summary>Whether the node holds a part of a snapshot.</summary>
    public bool HasOpen => _open > 0;

    /// <summary>Whether the end of any snapshot may still come, so that streamed rows matter to it.</summary>
    public bool IsWaiting => _waiting > 0;

    /// <summary>
    /// Whether a transaction can mean anything here; most cannot, and their rows are not looked at.
    /// </summary>
    public bool Concerns(ChangeTransaction transaction)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        return transaction is { Semantics: WriteSemantics.Trusted, Control: null }
            && (IsWaiting || transaction.IsOfSnapshot);
    }

    /// <summary>What a row of a transaction means; remembered.</summary>
    public SnapshotStep Take(ChangeTransaction transaction)
    {
        if (!Concerns(transaction))
        {
            return default;
        }

        var known = _states.GetValueOrDefault(transaction.Source);
        var step = SnapshotProgress.Next(
            known,
            transaction.Snapshot,
            transaction.SnapshotAttempt,
            transaction.Sequence
        );
        if (step.Next is { } next && next != known)
        {
            _states[transaction.Source] = next;
            Count(known, -1);
            Count(next, 1);
        }

        return step;
    }

    private void Count(SnapshotState? state, int by)
    {
        _open += state is { Stage: SnapshotStage.Open } ? by : 0;
        _waiting += state is { Stage: not SnapshotStage.Over } ? by : 0;
    }
}
