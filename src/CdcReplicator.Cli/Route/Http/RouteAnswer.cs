namespace CdcReplicator.Cli;

/// <summary>The node to use.</summary>
/// <param name="Node">Its name.</param>
/// <param name="Kind">postgres or sqlite.</param>
/// <param name="Endpoint">host:port/database, or a file.</param>
/// <param name="Position">A sequence it has certainly applied; null if none is known.</param>
internal sealed record RouteAnswer(string Node, string Kind, string Endpoint, long? Position);
