namespace CdcReplicator.ReadHistory;

/// <summary>A receipt: that version of the key is what the transaction at that sequence wrote.</summary>
/// <param name="Key">The row.</param>
/// <param name="Version">What was written.</param>
/// <param name="Sequence">Where.</param>
/// <param name="Session">The session that wrote it; empty for a writer, who reads nothing.</param>
public sealed record WriteEvent(int Key, long Version, long Sequence, string Session = "") : HistoryEvent;
