using CdcReplicator.Model;

namespace CdcReplicator.Cluster;

/// <summary>Whose orders count in a log. Pure: record and keys decide alone.</summary>
/// <param name="log">The log.</param>
/// <param name="keys">The operators' keys; null if their name is enough.</param>
internal sealed class OrderTrust(LogId log, OrderKeys? keys)
{
    /// <summary>Whether orders must be signed.</summary>
    public bool WantsSignatures => keys is not null;

    /// <summary>Why an order does not count; null if it does. Ends a sentence that begins with "it".</summary>
    /// <param name="order">The order.</param>
    public string? Objection(MessageEvent order)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (keys is null)
        {
            return null;
        }

        if (order.Content.Length > OrderSignature.MaxContentBytes)
        {
            return "is too large to be signed";
        }

        Span<byte> signature = stackalloc byte[OrderSignature.SignatureBytes];
        return !OrderSignature.TrySplit(order.Content, out var body, signature) ? "is not signed"
            : !keys.HaveSigned(OrderSignature.Signed(log, order.Prefix, body), signature)
                ? "is not signed for this log by a key of Applier:OrderKeysFile"
            : null;
    }
}
