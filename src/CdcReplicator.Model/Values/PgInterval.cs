namespace CdcReplicator;

/// <summary>An interval as PostgreSQL keeps it: three parts that do not convert into each other.</summary>
/// <param name="Months">Months, years among them.</param>
/// <param name="Days">Days.</param>
/// <param name="Micros">Microseconds.</param>
public readonly record struct PgInterval(int Months, int Days, long Micros);
