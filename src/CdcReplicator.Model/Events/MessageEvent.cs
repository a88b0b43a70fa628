namespace CdcReplicator.Model;

/// <summary>A logical message (<c>op = m</c>).</summary>
internal sealed record MessageEvent(string Prefix, byte[] Content, SourceInfo Source, TransactionBlock? Transaction)
    : EventContent
{
    /// <summary>Whether it controls the cluster.</summary>
    public bool IsControl => Prefix.StartsWith(WellKnown.ControlPrefix, StringComparison.Ordinal);
}
