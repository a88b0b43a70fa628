namespace CdcReplicator.Model;

/// <summary>A column's type cannot be carried; said at set-up, by name.</summary>
public sealed class UnsupportedTypeException(string problem, string remedy) : ReplicationException(problem, remedy);
