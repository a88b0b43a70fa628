namespace CdcReplicator.Nodes;

/// <summary>A place between two steps of a <see cref="ChangeCursor"/>.</summary>
/// <param name="Next">The next transaction to enter.</param>
/// <param name="IsInside">Whether the place is inside the one before.</param>
/// <param name="Rows">How many of its rows are passed.</param>
internal readonly record struct ChangePlace(int Next, bool IsInside, long Rows);
