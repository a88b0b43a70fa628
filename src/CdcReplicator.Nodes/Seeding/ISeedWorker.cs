namespace CdcReplicator.Nodes;

/// <summary>Carries rows from a snapshot of the donor to the target. For one caller at a time.</summary>
internal interface ISeedWorker : IAsyncDisposable
{
    /// <summary>The target's session. What writes here is written in its open transaction.</summary>
    SeedTargetSession Target { get; }

    /// <summary>Copies a part of a table.</summary>
    Task<SeedCopied> CopyAsync(SeedChunk chunk, CancellationToken cancellationToken);

    /// <summary>What the donor has in ranges of a table, by bucket.</summary>
    Task SumDonorAsync(
        SeedChunk chunk,
        int buckets,
        Dictionary<int, SeedBucket> sums,
        CancellationToken cancellationToken
    );

    /// <summary>What the target has of a table, by bucket.</summary>
    Task SumTargetAsync(
        SeedCopyTable table,
        int buckets,
        Dictionary<int, SeedBucket> sums,
        CancellationToken cancellationToken
    );

    /// <summary>Deletes the rows of buckets at the target.</summary>
    Task DeleteAsync(SeedCopyTable table, int buckets, IReadOnlyList<int> chosen, CancellationToken cancellationToken);

    /// <summary>Copies the rows of buckets in a part of a table.</summary>
    Task<SeedCopied> CopyAsync(
        SeedChunk chunk,
        int buckets,
        IReadOnlyList<int> chosen,
        CancellationToken cancellationToken
    );

    /// <summary>Deletes all rows of a table at the target.</summary>
    Task EmptyAsync(SeedCopyTable table, CancellationToken cancellationToken);

    /// <summary>Asks the donor a small question.</summary>
    Task ProbeAsync(CancellationToken cancellationToken);
}
