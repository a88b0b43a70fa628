namespace CdcReplicator.Router;

/// <summary>The node chosen for a read.</summary>
/// <param name="NodeId">Its name.</param>
/// <param name="Kind"><c>postgres</c> or <c>sqlite</c>.</param>
/// <param name="Endpoint">Where it is reached, as its applier published it; holds no secret.</param>
/// <param name="Position">A sequence it has certainly applied; -1 if none is known.</param>
/// <param name="Lease">Counts the read as in flight until it is disposed; belongs to whoever connects.</param>
internal sealed record RoutedNode(string NodeId, string Kind, string Endpoint, long Position, NodeLease Lease);
