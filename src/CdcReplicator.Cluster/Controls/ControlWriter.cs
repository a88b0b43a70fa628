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
    /// <exception cref="ReplicationException">The key cannot be used.</exception>
    public async Task<AppendReceipt> AppendAsync(ControlMessage message, CancellationToken cancellationToken)
    {
        var record = await _encoder
            .EncodeAsync(
                WellKnown.OperatorPublisher,
                await SignedAsync(message, cancellationToken).ConfigureAwait(false),
                time.GetUtcNow(),
                cancellationToken
            )
            .ConfigureAwait(false);
        return await log.AppendAsync([record], cancellationToken).ConfigureAwait(false);
    }

    private async Task<ControlMessage> SignedAsync(ControlMessage message, CancellationToken cancellationToken)
    {
        using var signer = Signer();
        if (signer is null)
        {
            return message;
        }

        var bounds = await log.GetBoundsAsync(cancellationToken).ConfigureAwait(false);
        return signer.Sign(message, log.Settings.Log, bounds.EndOffset);
    }

    private OrderSigner? Signer() => keyFile is { } file ? OrderSigner.Read(file) : null;
}
