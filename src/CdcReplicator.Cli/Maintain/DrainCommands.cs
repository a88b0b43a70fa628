using System.CommandLine;
using CdcReplicator.Cluster;
using CdcReplicator.Lifecycle;
using CdcReplicator.Model;

namespace CdcReplicator.Cli;

/// <summary><c>drain</c> and <c>undrain</c>: keep reads away from a node, and let them come again.</summary>
internal static class DrainCommands
{
    private const int MaxReason = 500;

    public static Command BuildDrain(TimeProvider time)
    {
        var reason = new Option<string?>("--reason")
        {
            Description = $"Why, for other operators; shown by status. Up to {MaxReason} characters.",
        };
        return NodeCommand.Complete(
            new Command("drain", "Keep reads away from a node; its applier goes on.") { reason },
            time,
            async (parsed, orders, node, cancellationToken) =>
            {
                var why = parsed.GetValue(reason) is { } said ? Printable.Excerpt(said, MaxReason) : null;
                var drained = new Maintenance(node, IsDrained: true, time.GetUtcNow(), why);
                await PublishAsync("drain", orders, drained, time, cancellationToken);
                PlainOutput.Line($"{node} gets no new reads; see who else is serving: cdc-replicator status");
            }
        );
    }

    public static Command BuildUndrain(TimeProvider time) =>
        NodeCommand.Complete(
            new Command("undrain", "Let a drained node have reads again."),
            time,
            async (_, orders, node, cancellationToken) =>
            {
                var serving = new Maintenance(node, IsDrained: false, time.GetUtcNow(), Reason: null);
                await PublishAsync("undrain", orders, serving, time, cancellationToken);
                PlainOutput.Line($"{node} gets reads again.");
            }
        );

    private static async Task PublishAsync(
        string order,
        Orders orders,
        Maintenance maintenance,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        await KnownNode.FindAsync(orders.Metadata, maintenance.NodeId, time, cancellationToken);
        await orders.GiveAsync(
            order,
            maintenance.NodeId,
            maintenance.Reason,
            ending => new MaintenanceStore(orders.Metadata).PublishAsync(maintenance, ending),
            cancellationToken
        );
    }
}
