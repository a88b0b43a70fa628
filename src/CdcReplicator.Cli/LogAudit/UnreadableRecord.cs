namespace CdcReplicator.Cli;

/// <summary>A record of the audit that this program cannot read.</summary>
/// <param name="At">When it was written, UTC, by the log's clock.</param>
/// <param name="Problem">Which one, and what to do.</param>
internal sealed record UnreadableRecord(string At, string Problem);
