using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>What differs between the pairs of kinds of donor and target.</summary>
internal interface ISeedRoute : IAsyncDisposable
{
    /// <summary>Where the donor is; no secrets.</summary>
    string Donor { get; }

    /// <summary>
    /// Whether both ends can compare rows by themselves. Else what an unfinished seed has copied is copied again.
    /// </summary>
    bool Compares { get; }

    /// <summary>How many may copy or build at the same time at most.</summary>
    int MostWorkers { get; }

    /// <summary>Connects to the target.</summary>
    Task<SeedTargetSession> OpenTargetAsync(CancellationToken cancellationToken);

    /// <summary>Fixes one state of the donor.</summary>
    Task<ISeedSnapshot> OpenSnapshotAsync(CancellationToken cancellationToken);

    /// <summary>Connects a worker to a snapshot and the target.</summary>
    Task<ISeedWorker> OpenWorkerAsync(ISeedSnapshot snapshot, CancellationToken cancellationToken);

    /// <summary>What stands in the target already of that which is to be made.</summary>
    Task<SeedStanding> FindStandingAsync(
        SeedTargetSession target,
        SeedSchema schema,
        CancellationToken cancellationToken
    );

    /// <summary>Sets a session up for building indexes.</summary>
    Task PrepareToBuildAsync(SeedTargetSession target, CancellationToken cancellationToken);

    /// <summary>An exception of a driver as a fault of the node; null if it is another one.</summary>
    NodeFaultException? Explain(Exception exception, string doing);
}
