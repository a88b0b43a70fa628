using System.CommandLine;
using System.Globalization;
using CdcReplicator.Applier;

namespace CdcReplicator.Cli;

/// <summary><c>skip</c>: halted nodes go on without what they halted at.</summary>
internal static class SkipCommand
{
    public static Command Build(TimeProvider time)
    {
        var sequence = new Argument<long>("SEQUENCE")
        {
            Description = "The sequence at which the nodes halted; the reason in 'status' names it.",
        };
        var order = new OrderOptions();
        var command = new Command(
            "skip",
            "Let halted nodes go on without the transaction or record at a sequence. "
                + "It cannot be undone: nodes that could take it have it, and 'verify' names the rows."
        )
        {
            sequence,
        };
        order.AddTo(command);
        return ClusterCommand.CompleteOrder(
            command,
            time,
            async (parsed, connection, cancellationToken) =>
            {
                var place = parsed.GetRequiredValue(sequence);
                if (place < 0)
                {
                    throw new BadInputException([$"SEQUENCE is {place}; the first of a log is 0."]);
                }

                var reason = order.ReasonIn(parsed);
                var halted = await HaltedNodes.FindAsync(connection, "waits for a skip", time, cancellationToken);
                order.Confirm(parsed, $"Skip sequence {place} on every node that halted there?");
                var ordered = await Orders
                    .Of(connection)
                    .GiveByLogAsync(
                        "skip",
                        place.ToString(CultureInfo.InvariantCulture),
                        reason,
                        new ControlPublisher(connection, time),
                        OperatorOrder.Skip(place, reason),
                        cancellationToken
                    );
                PlainOutput.Line(
                    $"Ordered at sequence {ordered}. Of {string.Join(", ", halted)}, those go on that are "
                        + $"halted at {place}. Nodes that had taken it differ from them now: cdc-replicator verify"
                );
                return ExitCodes.Success;
            }
        );
    }
}
