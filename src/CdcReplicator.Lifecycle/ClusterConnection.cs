using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;
using CdcReplicator.Debezium;

namespace CdcReplicator.Lifecycle;

/// <summary>
/// A cluster as procedures see it: its log, how records are read and written there, and in whose name orders are given.
/// </summary>
internal sealed class ClusterConnection(IChangeLog log, ISchemaRegistry schemas, string name, OrderGiver giver)
    : IAsyncDisposable
{
    /// <summary>The log.</summary>
    public IChangeLog Log => log;

    /// <summary>Where its schemas are.</summary>
    public ISchemaRegistry Schemas => schemas;

    /// <summary>The cluster's name; empty for an embedded log.</summary>
    public string Name => name;

    /// <summary>In whose name orders are given.</summary>
    public OrderGiver Giver => giver;

    /// <summary>The file of the private key that signs orders; null to give them unsigned.</summary>
    public string? OrderKeyFile { get; init; }

    /// <summary>Reads its records.</summary>
    public required IRecordDecoder Decoder { get; init; }

    public async ValueTask DisposeAsync()
    {
        (schemas as IDisposable)?.Dispose();
        await log.DisposeAsync();
    }
}
