namespace CdcReplicator.Nodes;

/// <summary>
/// Rows of a group in the form their database takes, as far as they were made before it was ready for them. Disposing
/// stops the making and forgets them.
/// </summary>
internal interface IRowsAhead : IDisposable;
