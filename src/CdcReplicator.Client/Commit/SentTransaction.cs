using CdcReplicator.Model;

namespace CdcReplicator.Client;

/// <summary>A transaction on its way to the log.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Pending">How to settle it if no answer comes.</param>
/// <param name="Append">The log's answer.</param>
internal sealed record SentTransaction(PublisherNumber Number, PendingTransaction Pending, Task<AppendReceipt> Append);
