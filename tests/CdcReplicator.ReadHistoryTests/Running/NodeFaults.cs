using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;
using CdcReplicator.Testing;

namespace CdcReplicator.ReadHistoryTests;

/// <summary>
/// Does to nodes what a schedule says, one step after the other, and puts them right again after each.
/// </summary>
internal sealed class NodeFaults(
    IReadOnlyList<HistoryNode> nodes,
    IChangeLog log,
    string address,
    TempFolder folder,
    ClosedTimes closed
)
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromMilliseconds(500);
    private readonly ImportedTable _imported = new(log);

    public Task DoAsync(FaultPlan step)
    {
        var node = nodes[step.Node];
        return step.Fault switch
        {
            Fault.Kill => KillAsync(node, () => Task.Delay(step.For)),
            Fault.Stop => StopAsync(node, step.For),
            Fault.Drain => DrainAsync(node, step.For),
            Fault.Halt => HaltAsync(node, step.For),
            Fault.Diverge => KillAsync(node, () => DivergeAsync(node, step.For)),
            Fault.Seed => SeedAsync(step.For),
            Fault.KillServer => KillServerAsync((PostgresHistoryNode)node, step.For),
            Fault.StopServer => StopServerAsync((PostgresHistoryNode)node, step.For),
            Fault.Cut => DisturbLinksAsync((PostgresHistoryNode)node, server => server.Cut(step.Side), step.For),
            Fault.Slow => DisturbLinksAsync((PostgresHistoryNode)node, server => server.Slow(step.Side), step.For),
            _ => throw new ArgumentOutOfRangeException(nameof(step), step, "Unknown fault."),
        };
    }

    private async Task KillAsync(HistoryNode node, Func<Task> meanwhile)
    {
        node.KillApplier();
        await meanwhile();
        await node.StartApplierAsync(address, folder);
    }

    private static async Task StopAsync(HistoryNode node, TimeSpan time)
    {
        node.StopApplier();
        await Task.Delay(time);
        node.ContinueApplier();
    }

    private async Task DrainAsync(HistoryNode node, TimeSpan time)
    {
        var store = new MaintenanceStore(log.Metadata);
        var since = TimeProvider.System.GetUtcNow();
        await store.PublishAsync(new Maintenance(node.Id, IsDrained: true, since, null), CancellationToken.None);
        await closed.PassAsync([node.Id], "drained", time);
        await store.PublishAsync(new Maintenance(node.Id, IsDrained: false, since, null), CancellationToken.None);
    }

    private async Task HaltAsync(HistoryNode node, TimeSpan time)
    {
        await KillAsync(node, () => node.ExecuteAsync("ALTER TABLE imported RENAME TO hidden"));
        await _imported.CreateAsync();
        await closed.UntilAsync([node.Id], NodeState.Halted);
        await closed.PassAsync([node.Id], "halted", time);
        await KillAsync(node, () => node.ExecuteAsync("ALTER TABLE hidden RENAME TO imported"));
    }

    private async Task DivergeAsync(HistoryNode node, TimeSpan time)
    {
        var status = (await closed.Members.ReadAsync(CancellationToken.None))
            .Single(member => member.Status.NodeId == node.Id)
            .Status;
        var passing = closed.PassAsync([node.Id], "diverged", time);
        while (!passing.IsCompleted)
        {
            // Alive, or it would be left alone for its silence.
            await closed.Members.PublishAsync(
                status with
                {
                    State = NodeState.Diverged,
                    Reason = "told to be by the read history check",
                },
                CancellationToken.None
            );
            await Task.WhenAny(passing, Task.Delay(Heartbeat));
        }

        await passing;
    }

    private async Task SeedAsync(TimeSpan time)
    {
        string[] all = [.. nodes.Select(node => node.Id)];
        await _imported.BeginSnapshotAsync();
        await closed.UntilAsync(all, NodeState.Seeding);
        await closed.PassAsync(all, "seeding", time);
        await _imported.EndSnapshotAsync();
    }

    private static async Task KillServerAsync(PostgresHistoryNode node, TimeSpan time)
    {
        await node.KillServerAsync();
        await Task.Delay(time);
        await node.RestartServerAsync();
    }

    private static async Task StopServerAsync(PostgresHistoryNode node, TimeSpan time)
    {
        node.StopServer();
        await Task.Delay(time);
        node.ContinueServer();
    }

    private static async Task DisturbLinksAsync(
        PostgresHistoryNode node,
        Action<PostgresHistoryNode> disturb,
        TimeSpan time
    )
    {
        disturb(node);
        await Task.Delay(time);
        node.Heal();
    }
}
