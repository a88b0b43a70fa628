namespace CdcReplicator.Router;

/// <summary>
/// Settings of a <see cref="ReadRouter"/>. Validated when it starts; every error is reported at once.
/// </summary>
internal sealed record ReadRouterOptions
{
    /// <summary>Default of <see cref="WaitTimeout"/>.</summary>
    public static readonly TimeSpan DefaultWaitTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Default of <see cref="WatchFor"/>.</summary>
    public static readonly TimeSpan DefaultWatchFor = TimeSpan.FromSeconds(30);

    /// <summary>How long a read waits for a node that qualifies. Default 10 s.</summary>
    public TimeSpan WaitTimeout { get; init; } = DefaultWaitTimeout;

    /// <summary>
    /// How long nodes are still watched after the last read that waited for a position. Watching takes one connection a
    /// node. Default 30 s.
    /// </summary>
    public TimeSpan WatchFor { get; init; } = DefaultWatchFor;

    /// <summary>
    /// How the router itself logs in to nodes, by node id or by kind (<c>postgres</c>): connection strings of the
    /// node's driver with what the published endpoint leaves out. Needed for <see cref="ReadRouter.OpenAsync"/>, and to
    /// ask nodes for their position.
    /// </summary>
    public IReadOnlyDictionary<string, string> NodeCredentials { get; init; } = new Dictionary<string, string>();

    /// <summary>How reads are spread over the nodes that qualify.</summary>
    public RoutingOptions Routing { get; init; } = new();

    /// <summary>Every error of these settings; empty if they are valid.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = Routing.Validate().Select(error => $"{nameof(Routing)}: {error}").ToList();
        if (WaitTimeout <= TimeSpan.Zero)
        {
            errors.Add($"{nameof(WaitTimeout)} is {WaitTimeout}; it must be longer than zero.");
        }

        if (WatchFor < TimeSpan.Zero)
        {
            errors.Add($"{nameof(WatchFor)} is {WatchFor}; it must be zero or longer.");
        }

        return errors;
    }

    internal ReadRouterOptions Checked()
    {
        var errors = Validate();
        return errors.Count == 0
            ? this
            : throw new ReplicationException(
                $"The options of the read router are invalid: {string.Join(" ", errors)}",
                "Correct them all."
            );
    }
}
