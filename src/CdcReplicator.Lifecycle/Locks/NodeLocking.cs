using System.Globalization;
using CdcReplicator.Cluster;
using CdcReplicator.Model;

namespace CdcReplicator.Lifecycle;

/// <summary>Has a node take changes that come round the log, for a while, and ends that.</summary>
internal sealed class NodeLocking(Orders orders, OrderGiver giver, TimeProvider time)
{
    /// <summary>How long an applier may take to do it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    private readonly LockStore _locks = new(orders.Metadata, time);

    /// <summary>Orders it and waits until the node's applier has done it.</summary>
    /// <returns>False if it has not in time; the order stands.</returns>
    /// <exception cref="BadInputException">There is no such node, or the time is no time.</exception>
    public async Task<bool> UnlockAsync(string name, TimeSpan lasts, string reason, CancellationToken cancellationToken)
    {
        if (lasts < TimeSpan.FromSeconds(1) || lasts > NodeLock.Longest)
        {
            throw new BadInputException([
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"A node is unlocked for 1 s to {NodeLock.Longest.TotalHours:0} h, not for {lasts.TotalSeconds} s. "
                        + $"For good, set Guard of the node to Off."
                ),
            ]);
        }

        await RequireAsync(name, cancellationToken);
        var by = Printable.Excerpt($"{giver.User} on {giver.Host}", NodeLock.MaxText);
        var word = new NodeLock(name, (long)lasts.TotalSeconds, by, Printable.Excerpt(reason, NodeLock.MaxText));
        return await GiveAsync("unlock", word, $"{word.Seconds} s: {word.Reason}", cancellationToken);
    }

    /// <summary>Ends it at once.</summary>
    /// <returns>False if the node's applier has not done it in time; the order stands.</returns>
    /// <exception cref="BadInputException">There is no such node, or nobody has unlocked it.</exception>
    public async Task<bool> LockAsync(string name, CancellationToken cancellationToken)
    {
        await RequireAsync(name, cancellationToken);
        if (!(await _locks.ReadAsync(cancellationToken)).TryGetValue(name, out var known))
        {
            throw new BadInputException([$"Nobody has unlocked {Printable.Quote(name)}; there is nothing to lock."]);
        }

        return await GiveAsync("lock", known.Lock with { Seconds = 0 }, reason: null, cancellationToken);
    }

    private async Task<bool> GiveAsync(string order, NodeLock word, string? reason, CancellationToken cancellationToken)
    {
        var number = 0L;
        await orders.GiveAsync(
            order,
            word.NodeId,
            reason,
            async ending =>
            {
                number = await _locks.PublishAsync(word, ending);
                await new ProofStore(orders.Metadata).VoidAsync(word.NodeId, ending);
            },
            cancellationToken
        );
        return await IsDoneAsync(word.NodeId, number, cancellationToken);
    }

    private async Task<bool> IsDoneAsync(string name, long number, CancellationToken cancellationToken)
    {
        for (var began = time.GetTimestamp(); time.GetElapsedTime(began) < Patience; )
        {
            var member = await RequireAsync(name, cancellationToken);
            if (member.Status.LockOrder >= number)
            {
                return true;
            }

            await Task.Delay(Poll, time, cancellationToken);
        }

        return false;
    }

    private Task<MemberView> RequireAsync(string name, CancellationToken cancellationToken) =>
        KnownNode.FindAsync(orders.Metadata, name, time, cancellationToken);
}
