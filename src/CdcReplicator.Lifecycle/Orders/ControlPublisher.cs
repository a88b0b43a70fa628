using CdcReplicator.Cluster;
using CdcReplicator.Debezium;
using CdcReplicator.Model;

namespace CdcReplicator.Lifecycle;

/// <summary>Puts an operator's orders and questions into the log, signed if there is a key.</summary>
internal sealed class ControlPublisher(ClusterConnection connection, TimeProvider time)
{
    private readonly ControlMessageEncoder _encoder = new(connection.Schemas, connection.Name);

    /// <summary>Looks whether the appliers that live would count what is given here.</summary>
    /// <exception cref="BadInputException">Some would not.</exception>
    /// <exception cref="ReplicationException">The key cannot be used.</exception>
    public async Task RequireCountedAsync(CancellationToken cancellationToken)
    {
        using var signer = Signer();
        var members = await new MemberStore(connection.Log.Metadata, time).ReadAsync(cancellationToken);
        if (OrderKeyCheck.Problem(members, signer?.Fingerprint) is { } problem)
        {
            throw new BadInputException([problem]);
        }
    }

    /// <summary>Appends one; where it stands then.</summary>
    /// <exception cref="ReplicationException">The key cannot be used.</exception>
    public async Task<AppendReceipt> AppendAsync(ControlMessage message, CancellationToken cancellationToken)
    {
        var record = await _encoder.EncodeAsync(
            WellKnown.OperatorPublisher,
            await SignedAsync(message, cancellationToken),
            time.GetUtcNow(),
            cancellationToken
        );
        return await connection.Log.AppendAsync([record], cancellationToken);
    }

    private async Task<ControlMessage> SignedAsync(ControlMessage message, CancellationToken cancellationToken)
    {
        using var signer = Signer();
        if (signer is null)
        {
            return message;
        }

        var bounds = await connection.Log.GetBoundsAsync(cancellationToken);
        return signer.Sign(message, connection.Log.Settings.Log, bounds.EndOffset);
    }

    private OrderSigner? Signer() => connection.OrderKeyFile is { } file ? OrderSigner.Read(file) : null;
}
