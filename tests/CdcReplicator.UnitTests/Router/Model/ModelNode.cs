namespace CdcReplicator.UnitTests.Router;

/// <summary>A node as it truly is, and as it was published last.</summary>
internal sealed class ModelNode(string id)
{
    public string Id { get; } = id;

    public long Position { get; set; } = -1;

    public NodeState State { get; set; } = NodeState.Active;

    public bool IsDrained { get; set; }

    public bool IsReachable { get; set; } = true;

    public MemberView Published { get; private set; } = MemberSamples.Member(id, -1, end: 0);

    public void Publish(long end) =>
        Published = MemberSamples.Member(Id, Position, State, end: end) with { IsDrained = IsDrained };

    /// <summary>Whether a read may go there, by what every router has been told.</summary>
    public bool MayServe =>
        !Published.IsDrained
        && Published.Status.State is NodeState.Active or NodeState.CatchingUp or NodeState.Lagging or NodeState.Paused
        && !Published.IsDrained;
}
