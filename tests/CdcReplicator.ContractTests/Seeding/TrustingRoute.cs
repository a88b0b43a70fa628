using CdcReplicator.Nodes;

namespace CdcReplicator.ContractTests;

/// <summary>A planted bug: what an unfinished seed has copied is taken for what the donor has now.</summary>
internal sealed class TrustingRoute(ISeedRoute route) : ISeedRoute
{
    public string Donor => route.Donor;

    public bool Compares => true;

    public int MostWorkers => route.MostWorkers;

    public Task<SeedTargetSession> OpenTargetAsync(CancellationToken cancellationToken) =>
        route.OpenTargetAsync(cancellationToken);

    public Task<ISeedSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken) =>
        route.OpenSnapshotAsync(cancellationToken);

    public async Task<ISeedWorker> OpenWorkerAsync(ISeedSnapshot snapshot, CancellationToken cancellationToken) =>
        new Worker(await route.OpenWorkerAsync(snapshot, cancellationToken));

    public Task<SeedStanding> FindStandingAsync(
        SeedTargetSession target,
        SeedSchema schema,
        CancellationToken cancellationToken
    ) => route.FindStandingAsync(target, schema, cancellationToken);

    public Task PrepareToBuildAsync(SeedTargetSession target, CancellationToken cancellationToken) =>
        route.PrepareToBuildAsync(target, cancellationToken);

    public Model.NodeFaultException? Explain(Exception exception, string doing) => route.Explain(exception, doing);

    public ValueTask DisposeAsync() => route.DisposeAsync();

    private sealed class Worker(ISeedWorker worker) : ISeedWorker
    {
        public SeedTargetSession Target => worker.Target;

        public Task<SeedCopied> CopyAsync(SeedChunk chunk, CancellationToken cancellationToken) =>
            worker.CopyAsync(chunk, cancellationToken);

        public Task SumDonorAsync(
            SeedChunk chunk,
            int buckets,
            Dictionary<int, SeedBucket> sums,
            CancellationToken cancellationToken
        ) => Task.CompletedTask;

        public Task SumTargetAsync(
            SeedCopyTable table,
            int buckets,
            Dictionary<int, SeedBucket> sums,
            CancellationToken cancellationToken
        ) => Task.CompletedTask;

        public Task DeleteAsync(
            SeedCopyTable table,
            int buckets,
            IReadOnlyList<int> chosen,
            CancellationToken cancellationToken
        ) => worker.DeleteAsync(table, buckets, chosen, cancellationToken);

        public Task<SeedCopied> CopyAsync(
            SeedChunk chunk,
            int buckets,
            IReadOnlyList<int> chosen,
            CancellationToken cancellationToken
        ) => worker.CopyAsync(chunk, buckets, chosen, cancellationToken);

        public Task EmptyAsync(SeedCopyTable table, CancellationToken cancellationToken) =>
            worker.EmptyAsync(table, cancellationToken);

        public Task ProbeAsync(CancellationToken cancellationToken) => worker.ProbeAsync(cancellationToken);

        public ValueTask DisposeAsync() => worker.DisposeAsync();
    }
}
