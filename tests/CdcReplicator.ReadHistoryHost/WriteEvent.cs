namespace CdcReplicator.ReadHistory;

/// <summary>A receipt: that version of the key is what the transaction at that sequence wrote.</summary>
public sealed record WriteEvent(int Key, long Version, long Sequence);
