using CdcReplicator.Cluster;
using CdcReplicator.Model;

namespace CdcReplicator.Lifecycle;

/// <summary>Puts an operator's orders and questions into the log, signed if there is a key.</summary>
internal sealed class ControlPublisher(ClusterConnection connection, TimeProvider time)
{
    private readonly ControlWriter _writer = new(
        connection.Log,
        connection.Schemas,
        connection.Name,
        connection.OrderKeyFile,
        time
    );

    /// <summary>Looks whether the appliers that live would count what is given here.</summary>
    /// <exception cref="BadInputException">Some would not.</exception>
    /// <exception cref="ReplicationException">The key cannot be used.</exception>
    public async Task RequireCountedAsync(CancellationToken cancellationToken)
    {
        var fingerprint = _writer.ReadFingerprint();
        var members = await new MemberStore(connection.Log.Metadata, time).ReadAsync(cancellationToken);
        if (OrderKeyCheck.Problem(members, fingerprint) is { } problem)
        {
            throw new BadInputException([problem]);
        }
    }

    /// <summary>Appends one; where it stands then.</summary>
    /// <exception cref="ReplicationException">The key cannot be used.</exception>
    public Task<AppendReceipt> AppendAsync(ControlMessage message, CancellationToken cancellationToken) =>
        _writer.AppendAsync(message, cancellationToken);
}
