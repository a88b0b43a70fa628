using CdcReplicator.Router;

namespace CdcReplicator;

/// <summary>
/// The nodes that passed the gate. Their figures are read when they are asked for, so that a policy pays only for those
/// it looks at.
/// </summary>
public readonly ref struct ReadCandidates
{
    private readonly ReadOnlySpan<NodeFigures> _given;
    private readonly NodeView[]? _nodes;
    private readonly ReadOnlySpan<int> _places;
    private readonly long? _end;
    private readonly long _now;

    /// <summary>Candidates of given figures, to try a policy.</summary>
    public ReadCandidates(ReadOnlySpan<NodeFigures> figures)
    {
        _given = figures;
        Count = figures.Length;
    }

    internal ReadCandidates(NodeView[] nodes, ReadOnlySpan<int> places, long? end, long now)
    {
        _nodes = nodes;
        _places = places;
        _end = end;
        _now = now;
        Count = places.Length;
    }

    /// <summary>How many there are; at least one.</summary>
    public int Count { get; }

    /// <summary>What is known of one of them at this moment.</summary>
    public NodeFigures this[int place] => _nodes is null ? _given[place] : _nodes[_places[place]].Figures(_end, _now);

    /// <summary>Whether one of them runs in this process's zone, without all its figures.</summary>
    public bool IsLocal(int place) => _nodes is null ? _given[place].IsLocal : _nodes[_places[place]].IsLocal;
}
