namespace CdcReplicator.Model;

/// <summary>A member that keeps the log from being deleted as its retention says.</summary>
/// <param name="Member">The node's id.</param>
/// <param name="Offset">The first offset it still needs.</param>
/// <param name="LogBytes">Bytes of all kept records.</param>
/// <param name="LimitBytes">At more bytes than this, records are deleted although the member needs them.</param>
internal sealed record RetentionHold(string Member, long Offset, long LogBytes, long LimitBytes)
{
    /// <summary>Says which member holds what back, how much room is left, and what to do.</summary>
    public override string ToString() =>
        $"Node '{Member}' has not read the log from offset {Offset} on, so records past their retention are kept: "
        + $"{LogBytes >> 20} MiB now. Above {LimitBytes >> 20} MiB they are deleted "
        + $"without it. Start its applier, or take the node out: cdc-replicator node remove {Member}.";
}
