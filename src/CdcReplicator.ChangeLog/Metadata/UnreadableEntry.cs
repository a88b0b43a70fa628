namespace CdcReplicator.ChangeLog;

/// <summary>
/// An entry beside the log that this program's version cannot read. Only what it speaks of is hidden.
/// </summary>
/// <param name="NodeId">The node it speaks of.</param>
/// <param name="Problem">Which entry, and where it cannot be read.</param>
/// <param name="Remedy">What to do about it.</param>
internal sealed record UnreadableEntry(string NodeId, string Problem, string Remedy);
