using CdcReplicator.ChangeLog;
using CdcReplicator.Debezium;
using CdcReplicator.Model;

namespace CdcReplicator.Cluster;

/// <summary>Puts orders and questions into the log in the operator's name, signed if there is a key.</summary>
/// <param name="log">The log.</param>
/// <param name="schemas">Where schemas are registered.</param>
/// <param name="cluster">The cluster's name.</param>
/// <param name="keyFile">PEM file with the private key that signs; null for unsigned orders.</param>
/// <param name="time">The clock.</param>
internal sealed class ControlWriter(
    IChangeLog log,
    ISchemaRegistry schemas,
    string cluster,
    string? keyFile,
    TimeProvider time
)
{
    private readonly ControlMessageEncoder _encoder = new(schemas, cluster);

    /// <summary>The short text of the key that signs; null for unsigned orders.</summary>
    /// <exception cref="ReplicationException">The key cannot be used.</exception>
    public string? ReadFingerprint()
    {
        using var signer = Signer();
        return signer?.Fingerprint;
    }

    /// <summary>Appends one; where it stands then.</summary>
    /// <exception cref="ReplicationException">The key cannot be used, or the order came too late to count.</exception>
    public async Task<AppendReceipt> AppendAsync(ControlMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var (signed, givenAt) = await SignedAsync(message, cancellationToken).ConfigureAwait(false);
        var record = await _encoder
            .EncodeAsync(WellKnown.OperatorPublisher, signed, time.GetUtcNow(), cancellationToken)
            .ConfigureAwait(false);
        var receipt = await log.AppendAsync([record], cancellationToken).ConfigureAwait(false);
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

        var end = (await log.GetBoundsAsync(cancellationToken).ConfigureAwait(false)).EndOffset;
        return (signer.Sign(message, log.Settings.Log, end), end);
    }

    private OrderSigner? Signer() => keyFile is { } file ? OrderSigner.Read(file) : null;
}
