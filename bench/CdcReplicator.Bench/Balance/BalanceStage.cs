namespace CdcReplicator.Bench;

/// <summary>Puts the nodes into a case, and changes them while it runs.</summary>
internal sealed class BalanceStage(IReadOnlyList<BalanceNode> nodes, TimeProvider time)
{
    private const int SlowFactor = 20;
    private static readonly TimeSpan Usual = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Slow = Usual * SlowFactor;

    private BalanceNode Third => nodes[^1];

    /// <summary>All nodes up, and the third as the case wants it at the beginning.</summary>
    public async Task SetAsync(string name, CancellationToken cancellationToken)
    {
        foreach (var node in nodes)
        {
            await node.StartAsync(cancellationToken);
            await node.SetSpeedAsync(Usual, Usual, TimeSpan.Zero, cancellationToken);
            node.IsMember = true;
        }

        switch (name)
        {
            case BalanceCase.Slow:
                await Third.SetSpeedAsync(Slow, Slow, TimeSpan.Zero, cancellationToken);
                break;
            case BalanceCase.Failing:
                await Third.StopAsync(cancellationToken);
                break;
            case BalanceCase.Cold:
                Third.IsMember = false;
                await Third.StopAsync(cancellationToken);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(name), name, "Unknown case.");
        }
    }

    /// <summary>What happens while readers read for <paramref name="length"/>.</summary>
    /// <param name="name">The case.</param>
    /// <param name="length">How long they read.</param>
    /// <param name="membersChanged">Called when a node has come back.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task PlayAsync(
        string name,
        TimeSpan length,
        Action membersChanged,
        CancellationToken cancellationToken
    )
    {
        if (name != BalanceCase.Cold)
        {
            return;
        }

        await Task.Delay(length / 3, time, cancellationToken);
        await Third.StartAsync(cancellationToken);
        await Third.SetSpeedAsync(Usual, Slow, length / 4, cancellationToken);
        Third.IsMember = true;
        membersChanged();
    }
}
