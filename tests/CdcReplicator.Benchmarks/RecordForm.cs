namespace CdcReplicator.Benchmarks;

/// <summary>Which records are decoded.</summary>
public enum RecordForm
{
    /// <summary>Inserts of 150-byte rows, one a transaction.</summary>
    Insert,

    /// <summary>Partial updates with the old value of a column, one a transaction.</summary>
    Update,

    /// <summary>pgbench's three updates and its insert, one transaction of four rows.</summary>
    Pgbench,

    /// <summary>60 columns: numbers, texts, jsonb, numeric, timestamptz.</summary>
    Wide,

    /// <summary>What Debezium 3.4 wrote in Avro for the recorded workload, every record of it.</summary>
    Recorded,
}
