namespace CdcReplicator.Router;

/// <summary>One read on its way: what it wants, why it is not served yet, since when it waits.</summary>
internal sealed class Route(ReadRequirement requirement, ReadTarget target) : IDisposable
{
    private long? _waitingSince;
    private IDisposable? _watching;

    public ReadRequirement Requirement { get; } = requirement;

    public ReadTarget Target { get; } = target;

    public RouteCauses Causes { get; } = new();

    /// <summary>
    /// Notes that it begins or goes on to wait. For a position, nodes are watched at the nodes themselves.
    /// </summary>
    public void Wait(PositionWatches watches, TimeProvider clock)
    {
        _waitingSince ??= clock.GetTimestamp();
        if (Requirement.AsksForPosition)
        {
            _watching ??= watches.Want();
            watches.Refresh();
        }
    }

    public TimeSpan Waited(TimeProvider clock) =>
        _waitingSince is { } since ? clock.GetElapsedTime(since) : TimeSpan.Zero;

    /// <summary>The error that says why it found no node, which counts as a refusal.</summary>
    public NoNodeAvailableException Unavailable(RouterState state, TimeSpan waited, long now)
    {
        Causes.Members = state.Fault;
        Causes.Hidden = state.Hidden;
        var error = RouteReport.Unavailable(state.Current, Requirement, Target.Wanted, waited, Causes, now);
        RouterMetrics.Refused(
            Requirement.Level,
            Causes.Log is not null ? "log"
                : Causes.Members is not null ? "members"
                : error.BestPosition is not { } best ? "no-node"
                : best < Target.Wanted ? "behind"
                : "failed"
        );
        return error;
    }

    public void Dispose() => _watching?.Dispose();
}
