namespace CdcReplicator.Bench;

/// <summary>A way to bring a fresh database to a workload's final state.</summary>
internal interface IContender
{
    /// <summary>Its name in tables and messages.</summary>
    string Name { get; }

    /// <summary>Makes a fresh database, does the work, compares, and leaves nothing.</summary>
    Task<RunSample> RunAsync(CancellationToken cancellationToken);
}
