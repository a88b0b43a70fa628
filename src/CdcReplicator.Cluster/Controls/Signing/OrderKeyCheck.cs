using CdcReplicator.Model;

namespace CdcReplicator.Cluster;

/// <summary>Tells before an order is given whether appliers would count it. Pure.</summary>
internal static class OrderKeyCheck
{
    /// <summary>Which appliers would not, and what to do; null if all would, as far as they say.</summary>
    /// <param name="members">The members.</param>
    /// <param name="fingerprint">The short text of the key that signs; null for an unsigned order.</param>
    public static string? Problem(IEnumerable<MemberView> members, string? fingerprint)
    {
        MemberStatus[] deaf =
        [
            .. members
                .Where(member => member.IsAlive && member.Status.State != NodeState.Left)
                .Select(member => member.Status)
                .Where(status => status.OrderKeys is { Count: > 0 } keys && !keys.Contains(fingerprint ?? ""))
                .OrderBy(status => status.NodeId, StringComparer.Ordinal),
        ];
        if (deaf.Length == 0)
        {
            return null;
        }

        var nodes = string.Join(", ", deaf.Select(status => Printable.Quote(status.NodeId)));
        var keys = string.Join(
            ", ",
            deaf.SelectMany(status => status.OrderKeys!).Distinct(StringComparer.Ordinal).Select(Printable.Quote)
        );
        var given = fingerprint is null ? "this order has no signature" : $"this one is signed with {fingerprint}";
        return $"Nodes {nodes} count orders that are signed with the key {keys} only (Applier:OrderKeysFile); {given}, "
            + "so nothing was ordered. Give the file of that private key with --order-key.";
    }
}
