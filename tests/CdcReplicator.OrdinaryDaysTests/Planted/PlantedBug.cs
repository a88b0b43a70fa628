using System.Net;
using CdcReplicator.ChangeLog;
using CdcReplicator.Nodes;

namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>A fault of the past brought back around the parts of a day; this one is none.</summary>
internal class PlantedBug : IAsyncDisposable
{
    /// <summary>Nothing is wrong.</summary>
    public static PlantedBug None { get; } = new();

    /// <summary>How processes use the log.</summary>
    public virtual EmbeddedLogOptions LogOptions => new();

    /// <summary>The node that an applier works on.</summary>
    public virtual INode Node(INode node) => node;

    /// <summary>The log that an applier follows.</summary>
    public virtual IChangeLog ApplierLog(string node, IChangeLog log) => log;

    /// <summary>The log that a writer appends to.</summary>
    public virtual IChangeLog WriterLog(IChangeLog log) => log;

    /// <summary>The machine's clock, as a process whose wall clock is given sees it.</summary>
    public virtual MachineClock Machine(TimeProvider wall) => MachineClock.System;

    /// <summary>How a writer settles a transaction of unknown outcome by sending it again.</summary>
    public virtual Task<CommitReceipt> RetryAsync(CdcCluster cluster, PendingTransaction pending) =>
        cluster.RetryAsync(pending, cancellationToken: CancellationToken.None);

    /// <summary>Where clients of a relay connect.</summary>
    public virtual EndPoint Entry(EndPoint relay) => relay;

    /// <summary>The day is over: what hangs may end.</summary>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
