namespace CdcReplicator;

/// <summary>An interval as PostgreSQL keeps it: three parts that do not convert into each other.</summary>
public readonly record struct PgInterval(int Months, int Days, long Micros);
