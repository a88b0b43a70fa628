namespace CdcReplicator.Model;

/// <summary>What only one kind of database can refuse a row by.</summary>
internal enum KindConstraintForm
{
    /// <summary>The table is partitioned by range or list, and has no partition for all other rows.</summary>
    NoPartition,

    /// <summary>A unique constraint for which NULLs are equal.</summary>
    NullsNotDistinct,

    /// <summary>An exclusion constraint.</summary>
    Exclusion,

    /// <summary>A key or foreign key over a period.</summary>
    Period,
}
