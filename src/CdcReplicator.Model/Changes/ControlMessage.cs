namespace CdcReplicator.Model;

/// <summary>A logical message whose prefix begins with <see cref="WellKnown.ControlPrefix"/>.</summary>
internal sealed record ControlMessage(string Prefix, byte[] Content);
