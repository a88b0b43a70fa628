using System.CommandLine;
using System.Globalization;
using CdcReplicator.Cluster;
using CdcReplicator.Lifecycle;

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
        var force = new Option<bool>("--force")
        {
            Description =
                "Give the order although no live node says that it is halted there: for nodes whose applier is dead, "
                + "or of a version that cannot say.",
        };
        var order = new OrderOptions();
        var command = new Command(
            "skip",
            "Let halted nodes go on without the transaction or record at a sequence. "
                + "It cannot be undone: nodes that could take it have it, and 'verify' names the rows."
        )
        {
            sequence,
            force,
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
                await RequireHaltedAsync(connection, place, reason, parsed.GetValue(force), time, cancellationToken);
                order.Confirm(parsed, $"Skip sequence {place} on every node that halted there?");
                var ordered = await Orders
                    .Of(connection)
                    .GiveByLogAsync(
                        "skip",
                        place.ToString(CultureInfo.InvariantCulture),
                        reason,
                        new ControlPublisher(connection, time),
                        ControlCodec.Skip(place, reason),
                        cancellationToken
                    );
                PlainOutput.Line(
                    $"Ordered at sequence {ordered}. Nodes that are halted at {place} go on. "
                        + "Nodes that had taken it differ from them now: cdc-replicator verify"
                );
                return ExitCodes.Success;
            }
        );
    }

    /// <summary>Looks, before anything is written, whether the order is about what nodes wait for.</summary>
    private static async Task RequireHaltedAsync(
        ClusterConnection connection,
        long place,
        string reason,
        bool isForced,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        if (!isForced)
        {
            var members = await new MemberStore(connection.Log.Metadata, time).ReadAsync(cancellationToken);
            if (SkipDecision.Problem(members, place, reason) is { } problem)
            {
                throw new BadInputException([problem]);
            }
        }

        var bounds = await connection.Log.GetBoundsAsync(cancellationToken);
        if (connection.OrderKeyFile is not null && place >= bounds.EndOffset)
        {
            throw new BadInputException([
                $"SEQUENCE is {place}, but the log ends at {bounds.EndOffset}; a signed skip counts for what it has.",
            ]);
        }
    }
}
