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
    /// <exception cref="ReplicationException">The key cannot be used, or the order came too late to count.</exception>
    public async Task<AppendReceipt> AppendAsync(ControlMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var (signed, givenAt) = await SignedAsync(message, cancellationToken);
        var record = await _encoder.EncodeAsync(
            WellKnown.OperatorPublisher,
            signed,
            time.GetUtcNow(),
            cancellationToken
        );
        var receipt = await connection.Log.AppendAsync([record], cancellationToken);
        RequireInTime(message, receipt.LastOffset, givenAt);
        return receipt;
    }

    private static void RequireInTime(ControlMessage message, long offset, long? givenAt)
    {
        if (message.Prefix == WellKnown.PauseMessage && offset - givenAt > ControlOrder.Pause.MaxGap)
        {
            throw new ReplicationException(
                $"The pause was given at offset {givenAt} and stands at {offset}: so much was written meanwhile that "
                    + "nodes take it for a copy, and it stops nobody.",
                "Give it again."
            );
        }
    }

    private async Task<(ControlMessage Order, long? GivenAt)> SignedAsync(
        ControlMessage message,
        CancellationToken cancellationToken
    )
    {
        using var signer = Signer();
        if (signer is null)
        {
            return (message, null);
        }

        var end = (await connection.Log.GetBoundsAsync(cancellationToken)).EndOffset;
        return (signer.Sign(message, connection.Log.Settings.Log, end), end);
    }

    private OrderSigner? Signer() => connection.OrderKeyFile is { } file ? OrderSigner.Read(file) : null;
}
