using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.Applier;

/// <summary>
/// Runs things beside the worker's loop. None is forgotten: each ends with an answer, a defect's answer halts the node
/// with a reason.
/// </summary>
internal sealed class BackgroundWork(string nodeId, ILogger logger)
{
    private readonly ConcurrentDictionary<Task, string> _running = [];

    /// <summary>Starts something; its answer is posted unless it is cancelled.</summary>
    public void Start(
        string doing,
        Func<CancellationToken, Task<ApplierInput>> run,
        Action<ApplierInput> post,
        CancellationToken cancellationToken
    )
    {
        var running = Task.Run(
            async () =>
            {
                try
                {
                    post(await run(cancellationToken));
                }
                catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
                {
                    // Stopping.
                }
                catch (Exception error)
                {
                    ApplierLog.Defect(logger, nodeId, error);
                    post(new ApplierInput.WorkFailed(Unexpected.Wrap(doing, error)));
                }
            },
            CancellationToken.None
        );
        _running.TryAdd(running, doing);
        _ = running.ContinueWith(
            done => _running.TryRemove(done, out _),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default
        );
    }

    /// <summary>Waits for what was started; it has been cancelled before.</summary>
    public Task EndAsync() => Task.WhenAll(_running.Keys);
}
