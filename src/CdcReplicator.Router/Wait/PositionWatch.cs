using Microsoft.Extensions.Logging;

namespace CdcReplicator.Router;

/// <summary>Follows one node's position at the node itself; tries again after failures until it is ended.</summary>
internal sealed class PositionWatch : IAsyncDisposable
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly NodeView _node;
    private readonly INodeReadConnector _connector;
    private readonly RouterState _state;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    public PositionWatch(
        NodeView node,
        INodeReadConnector connector,
        RouterState state,
        TimeProvider clock,
        ILogger logger
    )
    {
        _node = node;
        _connector = connector;
        _state = state;
        _clock = clock;
        _logger = logger;
        _running = Task.Run(RunAsync);
    }

    /// <summary>Whether it still looks at the right place.</summary>
    public bool IsOf(MemberStatus status) =>
        status.Endpoint == _node.Status.Endpoint && status.Kind == _node.Status.Kind;

    /// <summary>Stops watching.</summary>
    public async ValueTask DisposeAsync()
    {
        using var stop = _stop;
        await stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await foreach (var position in _connector.WatchAsync(_node.Status, _stop.Token).ConfigureAwait(false))
                {
                    if (_node.Known.Saw(position))
                    {
                        _state.Ring();
                    }
                }
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception cause) when (NodeConnections.IsFailure(cause))
            {
                // Heartbeats still report the position, only later.
                RouterLog.WatchFailed(_logger, _node.Id, cause);
            }
            catch (Exception mistake)
            {
                RouterLog.WatchMistaken(_logger, _node.Id, mistake);
            }

            await Task.Delay(RetryDelay, _clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
