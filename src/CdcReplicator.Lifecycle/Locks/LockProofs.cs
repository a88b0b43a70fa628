using CdcReplicator.Cluster;

namespace CdcReplicator.Lifecycle;

/// <summary>
/// Writes down that nodes which somebody had unlocked were found equal. It counts only for a node whose applier said,
/// before the comparison began, that it is locked again.
/// </summary>
internal sealed class LockProofs(Orders orders, TimeProvider time)
{
    private readonly LockStore _locks = new(orders.Metadata, time);

    /// <summary>The latest word that each node has taken in and that has run out, of those that say so.</summary>
    public static IReadOnlyDictionary<string, long> LockedOf(IEnumerable<MemberView> members) =>
        members
            .Where(member => member is { IsAlive: true, Status: { LockOrder: not null, UnlockedUntil: null } })
            .ToDictionary(member => member.Status.NodeId, member => member.Status.LockOrder!.Value);

    /// <summary>Writes it.</summary>
    /// <returns>What was done, a sentence each.</returns>
    public async Task<IReadOnlyList<string>> WriteAsync(VerifyReport report, CancellationToken cancellationToken)
    {
        var done = new List<string>();
        if (report.Locked.Count == 0)
        {
            return done;
        }

        var words = await _locks.ReadAsync(cancellationToken);
        foreach (var node in report.EqualNodes)
        {
            if (
                words.TryGetValue(node, out var word)
                && word.IsUnproved
                && report.Locked.TryGetValue(node, out var order)
                && order == word.Order
            )
            {
                await orders.GiveAsync(
                    "verify: equal",
                    node,
                    $"equal at sequence {report.Sequence}, after it was unlocked",
                    ending => _locks.PublishAsync(new LockProof(node, order), ending),
                    cancellationToken
                );
                done.Add($"{node}: found equal since it was unlocked.");
            }
        }

        return done;
    }
}
