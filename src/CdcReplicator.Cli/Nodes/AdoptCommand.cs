using System.CommandLine;
using System.Globalization;
using CdcReplicator.Lifecycle;
using CdcReplicator.Model;
using CdcReplicator.Nodes;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcReplicator.Cli;

/// <summary><c>node adopt</c>: a copy of a node's database becomes a node.</summary>
internal static class AdoptCommand
{
    public static Command Build(TimeProvider time)
    {
        var cluster = new ClusterOptions();
        var id = new Argument<string>("ID") { Description = "The node in the configuration whose database is a copy." };
        var confirmation = new Confirmation();
        var command = new Command(
            "adopt",
            "Make a copy of a node's database (base backup, disk snapshot, restored dump, copied file) a node."
        )
        {
            id,
        };
        confirmation.AddTo(command);
        cluster.AddTo(command);
        command.SetAction(
            (parsed, cancellationToken) =>
                CommandErrors.GuardAsync(
                    async () =>
                    {
                        var options = cluster.Load(parsed);
                        var node = NodeOf(options, parsed.GetRequiredValue(id));
                        await using var connection = await ClusterOpening.OpenAsync(
                            options,
                            createIfMissing: false,
                            time,
                            cancellationToken
                        );
                        await using var database = NodeFactory.CreateAdoption(node, NullLoggerFactory.Instance, time);
                        await AdoptAsync(
                            connection,
                            database,
                            question => confirmation.Ask(parsed, question),
                            time,
                            cancellationToken
                        );
                        return ExitCodes.Success;
                    },
                    cancellationToken
                )
        );
        return command;
    }

    private static NodeOptions NodeOf(ReplicatorOptions options, string id)
    {
        if (options.Nodes.FirstOrDefault(node => node.Id == id) is not { } node)
        {
            var names = options.Nodes.Count == 0 ? "it has none" : string.Join(", ", options.Nodes.Select(n => n.Id));
            throw new BadInputException([
                $"There is no node {Printable.Quote(id)} in the configuration ({names}). Add it under "
                    + "CdcReplicator:Nodes with the copy's connection string.",
            ]);
        }

        return node.Validate() is { Count: > 0 } errors ? throw new BadInputException(errors) : node;
    }

    private static async Task AdoptAsync(
        ClusterConnection connection,
        NodeAdoption database,
        Action<string> ask,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var adopter = new NodeAdopter(connection.Log, Orders.Of(connection), database, time);
        var facts = await adopter.CheckAsync(cancellationToken);
        if (!AdoptDecision.IsDone(facts))
        {
            ask($"Make the database at {database.Endpoint} node {Printable.Quote(database.NodeId)}?");
        }

        PlainOutput.Line(Told(await adopter.AdoptAsync(facts, cancellationToken), database));
    }

    private static string Told(AdoptOutcome outcome, NodeAdoption database)
    {
        var id = database.NodeId;
        var was =
            outcome.WasDone ? $"The database at {database.Endpoint} is node '{id}' already; nothing was changed."
            : outcome.Before is { } before && before != id
                ? $"The database at {database.Endpoint}, a copy of node '{before}', is node '{id}' now."
            : $"The database at {database.Endpoint} is node '{id}' now.";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{was} It stands at sequence {outcome.Sequence}, {outcome.RecordsBehind:N0} records before the log's end. "
                + $"Next: cdc-replicator run --node {id}; then, once it is active: cdc-replicator verify"
        );
    }
}
