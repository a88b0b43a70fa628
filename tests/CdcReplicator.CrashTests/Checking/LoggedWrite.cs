namespace CdcReplicator.CrashTests;

/// <summary>A transaction the log has acknowledged.</summary>
/// <param name="Sequence">Its sequence.</param>
/// <param name="Id">The element it writes; no other does.</param>
/// <param name="IsChecked">Whether nodes decide about it.</param>
/// <param name="Rows">What it does, in order.</param>
internal sealed record LoggedWrite(long Sequence, string Id, bool IsChecked, IReadOnlyList<RowWrite> Rows);
