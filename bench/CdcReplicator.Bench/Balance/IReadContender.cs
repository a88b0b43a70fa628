using Npgsql;

namespace CdcReplicator.Bench;

/// <summary>A way to find a node for a read.</summary>
internal interface IReadContender : IAsyncDisposable
{
    string Name { get; }

    /// <summary>Opens a connection to a node; fails if none can be reached.</summary>
    Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken);

    /// <summary>Tells that the nodes of the cluster have changed, or that they still live.</summary>
    void MembersChanged();
}
