using System.CommandLine;
using CdcReplicator.ChangeLog;

namespace CdcReplicator.Cli;

/// <summary><c>drain</c> and <c>undrain</c>: keep reads away from a node, and let them come again.</summary>
internal static class DrainCommands
{
    public static Command BuildDrain(TimeProvider time)
    {
        var reason = new Option<string?>("--reason") { Description = "Why, for other operators; shown by status." };
        var command = new Command("drain", "Keep reads away from a node; its applier goes on.") { reason };
        return Finish(
            command,
            time,
            (parsed, node) => new Maintenance(node, IsDrained: true, time.GetUtcNow(), parsed.GetValue(reason))
        );
    }

    public static Command BuildUndrain(TimeProvider time) =>
        Finish(
            new Command("undrain", "Let a drained node have reads again."),
            time,
            (_, node) => new Maintenance(node, IsDrained: false, time.GetUtcNow(), Reason: null)
        );

    private static Command Finish(Command command, TimeProvider time, Func<ParseResult, string, Maintenance> make)
    {
        var node = new Argument<string>("NODE") { Description = "The node's name, as status shows it." };
        var cluster = new ClusterOptions();
        command.Add(node);
        cluster.AddTo(command);
        command.SetAction(
            (parsed, cancellationToken) =>
                CommandErrors.GuardAsync(
                    async () =>
                    {
                        await using var connection = await ClusterConnection.OpenAsync(
                            cluster,
                            parsed,
                            time,
                            cancellationToken
                        );
                        var maintenance = make(parsed, parsed.GetRequiredValue(node));
                        await PublishAsync(connection.Log, maintenance, time, cancellationToken);
                        Console.WriteLine(
                            maintenance.IsDrained
                                ? $"{maintenance.NodeId} gets no new reads; see who else is serving: cdc-replicator status"
                                : $"{maintenance.NodeId} gets reads again."
                        );
                        return ExitCodes.Success;
                    },
                    cancellationToken
                )
        );
        return command;
    }

    private static async Task PublishAsync(
        IChangeLog log,
        Maintenance maintenance,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        await KnownNode.FindAsync(log.Metadata, maintenance.NodeId, time, cancellationToken);
        await new MaintenanceStore(log.Metadata).PublishAsync(maintenance, cancellationToken);
    }
}
