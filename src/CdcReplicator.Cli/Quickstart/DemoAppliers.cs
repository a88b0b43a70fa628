using CdcReplicator.ChangeLog;
using CdcReplicator.LocalServers;

namespace CdcReplicator.Cli;

/// <summary>The demonstration's three appliers.</summary>
internal sealed class DemoAppliers : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private readonly IReadOnlyList<ReplicatorProcess> _processes;

    private DemoAppliers(IReadOnlyList<ReplicatorProcess> processes)
    {
        _processes = processes;
    }

    /// <summary>The applier that dies and comes back.</summary>
    public ReplicatorProcess Victim => _processes[^1];

    public static async Task<DemoAppliers> StartAsync(
        string folder,
        DemoServers servers,
        CancellationToken cancellationToken
    )
    {
        var appliers = new DemoAppliers([
            .. servers.Nodes.Select(node => ReplicatorProcess.Applier(folder, servers.LogUri, node.Options)),
        ]);
        foreach (var process in appliers._processes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await process.StartAsync();
        }

        return appliers;
    }

    /// <summary>Waits until all nodes follow the log.</summary>
    /// <exception cref="LocalServerException">An applier ended, or they took too long.</exception>
    public async Task WaitUntilActiveAsync(
        CdcCluster cluster,
        IChangeLog log,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var start = time.GetTimestamp();
        while (cluster.Members.Count(IsActive) < _processes.Count)
        {
            if (_processes.FirstOrDefault(process => process.HasExited) is { } dead)
            {
                throw new LocalServerException(
                    $"An applier ended at start: {dead.LastOutput()}",
                    "Read its message; run again with --keep to keep its output."
                );
            }

            if (time.GetElapsedTime(start) > StartTimeout)
            {
                var seen = string.Join(
                    ", ",
                    cluster.Members.Select(m => $"{m.Status.NodeId} {m.Status.State} {m.Status.Reason}")
                );
                throw new LocalServerException(
                    $"The nodes of {log.Endpoint} were not all active within {StartTimeout.TotalSeconds} s ({seen}).",
                    "Run again with --keep and read the appliers' output."
                );
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), time, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync() =>
        await Task.WhenAll(_processes.Select(process => process.DisposeAsync().AsTask()));

    private static bool IsActive(MemberView member) => member.IsAlive && member.Status.State == NodeState.Active;
}
