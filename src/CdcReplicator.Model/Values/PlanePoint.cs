namespace CdcReplicator;

/// <summary>A point in the plane (PostgreSQL's <c>point</c>).</summary>
/// <param name="X">The first coordinate.</param>
/// <param name="Y">The second coordinate.</param>
public readonly record struct PlanePoint(double X, double Y);
