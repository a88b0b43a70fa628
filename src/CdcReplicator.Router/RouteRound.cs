namespace CdcReplicator.Router;

/// <summary>
/// One round over the nodes that qualify now: picks one, tries it, and on a connection failure goes on to the next.
/// Safe for concurrent use.
/// </summary>
internal sealed class RouteRound(RouterState state, NodePicker picker, TimeProvider clock)
{
    /// <summary>Tries until one serves or none is left; why those tried did not is kept in the route.</summary>
    public async Task<(bool IsServed, T? Result)> TryAsync<T>(
        Route route,
        RouteAttempt<T> attempt,
        CancellationToken stop
    )
    {
        HashSet<string>? tried = null;
        var wanted = route.Target.Wanted;
        while (Pick(route, tried) is { } view)
        {
            var lease = new NodeLease(view.Known, clock);
            try
            {
                var node = new RoutedNode(view.Id, view.Status.Kind, view.Status.Endpoint, view.Position, lease);
                var result = await attempt(view, node, wanted, stop).ConfigureAwait(false);
                RouterMetrics.Served(view.Id, route.Requirement.Level, route.Waited(clock));
                return (true, result);
            }
            catch (Exception cause) when (NodeConnections.IsFailure(cause))
            {
                var isBehind = cause is NodeCannotServeException { IsBehind: true };
                lease.Fail(isInnocent: isBehind);
                RouterMetrics.Failed(view.Id, isBehind);
                route.Causes.Add(view.Id, cause);
                (tried ??= new HashSet<string>(StringComparer.Ordinal)).Add(view.Id);
            }
            catch
            {
                lease.Fail(isInnocent: true);
                throw;
            }
        }

        return (false, default);
    }

    private NodeView? Pick(Route route, HashSet<string>? tried) =>
        picker.Pick(state.Current, route.Target.Wanted, route.Requirement.PreferredNode, tried, route.Requirement.Kind);
}
