using CdcReplicator.ChangeLog;
using CdcReplicator.LocalServers;
using CdcReplicator.Nodes;

namespace CdcReplicator.Cli;

/// <summary>The demonstration's three appliers.</summary>
internal sealed class DemoAppliers : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private readonly IReadOnlyList<ReplicatorProcess> _processes;
    private readonly ReplicatorProcess? _newcomer;

    private DemoAppliers(IReadOnlyList<ReplicatorProcess> processes, ReplicatorProcess? newcomer)
    {
        _processes = processes;
        _newcomer = newcomer;
    }

    /// <summary>The applier that dies and comes back.</summary>
    public ReplicatorProcess Victim => _processes[^1];

    public static async Task<DemoAppliers> StartAsync(
        string folder,
        DemoServers servers,
        CancellationToken cancellationToken
    )
    {
        var appliers = new DemoAppliers(
            [.. servers.Nodes.Select(node => ReplicatorProcess.Applier(folder, servers.LogUri, node.Options))],
            servers.Newcomer is { } newcomer
                ? ReplicatorProcess.Applier(
                    folder,
                    servers.LogUri,
                    newcomer.Options with
                    {
                        Seed = new SeedOptions { DonorConnections = servers.Credentials },
                    }
                )
                : null
        );
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

    /// <summary>Starts the applier of the node that joins; waits until it serves: it is proved equal then.</summary>
    /// <param name="id">The node.</param>
    /// <param name="cluster">Shows its state.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="LocalServerException">It halted, differs, or its applier ended.</exception>
    public async Task JoinAsync(string id, CdcCluster cluster, CancellationToken cancellationToken)
    {
        await _newcomer!.StartAsync();
        await foreach (var members in cluster.WatchMembersAsync(cancellationToken))
        {
            var member = members.FirstOrDefault(member => member.Status.NodeId == id);
            if (member is { } joined && IsActive(joined))
            {
                return;
            }

            if (_newcomer.HasExited || member?.Status.State is NodeState.Halted or NodeState.Diverged)
            {
                throw new LocalServerException(
                    $"Node {id} did not join: {member?.Status.Reason ?? _newcomer.LastOutput()}",
                    "Run again with --keep and read its applier's output."
                );
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_processes.Select(process => process.DisposeAsync().AsTask()));
        if (_newcomer is not null)
        {
            await _newcomer.DisposeAsync();
        }
    }

    private static bool IsActive(MemberView member) => member.IsAlive && member.Status.State == NodeState.Active;
}
