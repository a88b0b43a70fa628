namespace CdcReplicator.Cli;

/// <summary>What is printed of a node that is being brought in: every news, and how far it is once a second.</summary>
internal sealed class JoinLines(TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private (NodeState State, string? Phase, string? Reason)? _last;
    private long _printedAt;

    /// <summary>The line to print now, or null.</summary>
    public string? Next(MemberStatus status)
    {
        var now = (status.State, status.Seed?.Phase, status.Seed is null ? status.Reason : null);
        var isDue = status.Seed is not null && time.GetElapsedTime(_printedAt) >= Interval;
        if (now == _last && !isDue)
        {
            return null;
        }

        _last = now;
        _printedAt = time.GetTimestamp();
        var state = status.State == NodeState.CatchingUp ? "catching up" : status.State.ToString().ToLowerInvariant();
        return status.Reason is { } reason ? $"{state}: {reason}" : state;
    }
}
