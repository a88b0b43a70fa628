using CdcReplicator.Applier;
using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;
using CdcReplicator.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcReplicator.UnitTests.Applier;

/// <summary>A worker at work; disposing stops it.</summary>
internal sealed class WorkerRun : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly IChangeLog _log;
    private readonly string _nodeId;
    private readonly TempFolder _folder = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ApplierWorker _worker;
    private readonly Task _running;

    public WorkerRun(IChangeLog log, FakeNode node, ApplierSettings? settings = null, string? orderKeysFile = null)
    {
        _log = log;
        _nodeId = node.Id;
        _worker = new ApplierWorker(
            log,
            new TextDecoder(),
            node,
            new ApplierOptions
            {
                SpoolFolder = _folder.Path,
                Settings = settings ?? new ApplierSettings(),
                OrderKeysFile = orderKeysFile,
            },
            TimeProvider.System,
            NullLoggerFactory.Instance
        );
        _running = _worker.RunAsync(_stop.Token);
    }

    /// <summary>The node's status as the cluster sees it, once it fulfils a condition.</summary>
    public async Task<MemberStatus> UntilAsync(Func<MemberStatus, bool> condition)
    {
        var members = new MemberStore(_log.Metadata, TimeProvider.System);
        MemberStatus? last = null;
        var deadline = DateTime.UtcNow + Patience;
        while (DateTime.UtcNow < deadline)
        {
            if (_running.IsCompleted)
            {
                await _running;
            }

            last = (await members.ReadAsync(default))
                .SingleOrDefault(member => member.Status.NodeId == _nodeId)
                ?.Status;
            if (last is not null && condition(last))
            {
                return last;
            }

            await Task.Delay(10);
        }

        throw new TimeoutException($"The condition did not come true; last status: {last}");
    }

    /// <summary>Why the worker's node is not well, as the worker tells its own process.</summary>
    public async Task<string> ReasonAsync()
    {
        var deadline = DateTime.UtcNow + Patience;
        while (DateTime.UtcNow < deadline)
        {
            if (_worker.Pulse.Status?.Reason is { } reason)
            {
                return reason;
            }

            await Task.Delay(10);
        }

        throw new TimeoutException("The worker gave no reason.");
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        await _worker.DisposeAsync();
        _stop.Dispose();
        _folder.Dispose();
    }
}
