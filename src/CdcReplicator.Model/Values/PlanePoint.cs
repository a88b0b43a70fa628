namespace CdcReplicator;

/// <summary>A point in the plane (PostgreSQL's <c>point</c>).</summary>
public readonly record struct PlanePoint(double X, double Y);
