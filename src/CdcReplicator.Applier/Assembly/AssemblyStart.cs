using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>Where assembling begins.</summary>
/// <param name="RestartOffset">The first record that will be given.</param>
/// <param name="LastAppliedSequence">
/// Transactions that complete at or before it are decided already and are not handed out again.
/// </param>
/// <param name="LogTime">
/// What the log's clock says at the last applied sequence (<see cref="AppendClock"/>), ms.
/// </param>
internal readonly record struct AssemblyStart(long RestartOffset, long LastAppliedSequence, long LogTime)
{
    /// <summary>Append time of the record at the last applied sequence, Unix ms; null before the first.</summary>
    public long? AppendTime { get; init; }

    /// <summary>The start that belongs to a node's position.</summary>
    public static AssemblyStart At(NodePosition position)
    {
        ArgumentNullException.ThrowIfNull(position);
        return new AssemblyStart(position.RestartOffset, position.LastAppliedSequence, position.LogTime)
        {
            AppendTime = position.AppendTime,
        };
    }
}
