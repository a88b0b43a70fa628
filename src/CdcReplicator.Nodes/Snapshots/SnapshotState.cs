namespace CdcReplicator.Nodes;

/// <summary>What is known of a source's latest snapshot.</summary>
/// <param name="Stage">How far it has come.</param>
/// <param name="Attempt">
/// What its rows share (<see cref="Model.ChangeTransaction.SnapshotAttempt"/>); null if they share nothing that is
/// known.
/// </param>
/// <param name="IsShared">Whether two of its rows had that in common.</param>
/// <param name="StreamingSince">Sequence at which the source was seen streaming.</param>
internal sealed record SnapshotState(SnapshotStage Stage, string? Attempt, bool IsShared, long StreamingSince)
{
    /// <summary>One whose first row was just seen.</summary>
    public static SnapshotState Begun(string? attempt) => new(SnapshotStage.Open, attempt, false, 0);
}
