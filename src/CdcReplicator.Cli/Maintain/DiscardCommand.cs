using System.CommandLine;
using CdcReplicator.Cluster;
using CdcReplicator.Lifecycle;
using CdcReplicator.Model;

namespace CdcReplicator.Cli;

/// <summary><c>discard</c>: an open transaction of a connector is dropped on every node.</summary>
internal static class DiscardCommand
{
    public static Command Build(TimeProvider time)
    {
        var source = new Argument<string>("SOURCE")
        {
            Description = "The source's name: its connector's topic.prefix.",
        };
        var transaction = new Argument<string>("TRANSACTION") { Description = "Its id, as 'status' shows it." };
        var order = new OrderOptions();
        var command = new Command(
            "discard",
            "Drop an open transaction of a connector that will never send its end, on every node. "
                + "What the connector still sends of it halts the nodes at its end."
        )
        {
            source,
            transaction,
        };
        order.AddTo(command);
        return ClusterCommand.CompleteOrder(
            command,
            time,
            async (parsed, connection, cancellationToken) =>
            {
                var (name, id) = (parsed.GetRequiredValue(source), parsed.GetRequiredValue(transaction));
                var reason = order.ReasonIn(parsed);
                order.Confirm(
                    parsed,
                    $"Drop the rows of transaction {Printable.Quote(id)} of source {Printable.Quote(name)} "
                        + "on every node?"
                );
                var ordered = await Orders
                    .Of(connection)
                    .GiveByLogAsync(
                        "discard",
                        $"{name} {id}",
                        reason,
                        new ControlPublisher(connection, time),
                        ControlCodec.Discard(name, id, reason),
                        cancellationToken
                    );
                PlainOutput.Line(
                    $"Ordered at sequence {ordered}. Transactions of that source and id that are open there "
                        + "are dropped. See: cdc-replicator status"
                );
                return ExitCodes.Success;
            }
        );
    }
}
