namespace CdcReplicator.Lifecycle;

/// <summary>A member that lives while a database is adopted.</summary>
/// <param name="NodeId">The node.</param>
/// <param name="Endpoint">Where its database is, as its applier says.</param>
/// <param name="WorksHere">
/// Whether it works on the database that is adopted; null if it has not answered, so that nobody knows.
/// </param>
internal sealed record LivingMember(string NodeId, string Endpoint, bool? WorksHere);
