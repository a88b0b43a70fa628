namespace CdcReplicator;

/// <summary>What is known of a committed transaction.</summary>
/// <param name="Sequence">Its number in the cluster.</param>
/// <param name="SessionToken">The position a read must have reached to see it.</param>
/// <param name="Verdict">
/// Accepted, if nodes were waited for; null after <see cref="Durability.Logged"/>. (A rejection throws.)
/// </param>
public sealed record CommitReceipt(long Sequence, SessionToken SessionToken, Verdict? Verdict);
