namespace CdcReplicator.Client;

/// <summary>A transaction that the log has.</summary>
/// <param name="Sequence">Where it completed.</param>
/// <param name="IsRemembered">
/// Whether nodes certainly still told its number from those they had seen. Otherwise they may reject it, and its
/// verdict has to be looked at before anybody is told that it was taken.
/// </param>
internal readonly record struct LoggedTransaction(long Sequence, bool IsRemembered);
