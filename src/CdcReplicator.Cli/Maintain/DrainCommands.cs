using System.CommandLine;
using CdcReplicator.ChangeLog;

namespace CdcReplicator.Cli;

/// <summary><c>drain</c> and <c>undrain</c>: keep reads away from a node, and let them come again.</summary>
internal static class DrainCommands
{
    public static Command BuildDrain(TimeProvider time)
    {
        var reason = new Option<string?>("--reason") { Description = "Why, for other operators; shown by status." };
        return NodeCommand.Complete(
            new Command("drain", "Keep reads away from a node; its applier goes on.") { reason },
            time,
            async (parsed, metadata, node, cancellationToken) =>
            {
                var drained = new Maintenance(node, IsDrained: true, time.GetUtcNow(), parsed.GetValue(reason));
                await PublishAsync(metadata, drained, time, cancellationToken);
                PlainOutput.Line($"{node} gets no new reads; see who else is serving: cdc-replicator status");
            }
        );
    }

    public static Command BuildUndrain(TimeProvider time) =>
        NodeCommand.Complete(
            new Command("undrain", "Let a drained node have reads again."),
            time,
            async (_, metadata, node, cancellationToken) =>
            {
                var serving = new Maintenance(node, IsDrained: false, time.GetUtcNow(), Reason: null);
                await PublishAsync(metadata, serving, time, cancellationToken);
                PlainOutput.Line($"{node} gets reads again.");
            }
        );

    private static async Task PublishAsync(
        IMetadataStore metadata,
        Maintenance maintenance,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        await KnownNode.FindAsync(metadata, maintenance.NodeId, time, cancellationToken);
        await new MaintenanceStore(metadata).PublishAsync(maintenance, cancellationToken);
    }
}
