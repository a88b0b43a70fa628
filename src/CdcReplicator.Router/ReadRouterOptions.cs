namespace CdcReplicator.Router;

/// <summary>Settings of a <see cref="ReadRouter"/>.</summary>
public sealed record ReadRouterOptions
{
    /// <summary>Default of <see cref="WaitTimeout"/>.</summary>
    public static readonly TimeSpan DefaultWaitTimeout = TimeSpan.FromSeconds(10);

    /// <summary>How long a read waits for a node that qualifies. Default 10 s.</summary>
    public TimeSpan WaitTimeout { get; init; } = DefaultWaitTimeout;
}
