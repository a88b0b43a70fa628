using System.CommandLine;
using CdcReplicator.Applier;
using CdcReplicator.ChangeLog;
using CdcReplicator.Model;

namespace CdcReplicator.Cli;

/// <summary><c>accept-source</c>: an operator says that what a source sends now is right.</summary>
internal static class AcceptSourceCommand
{
    public static Command Build(TimeProvider time)
    {
        var source = new Argument<string>("SOURCE")
        {
            Description = "The source's name: its connector's topic.prefix.",
        };
        var command = new Command(
            "accept-source",
            "Let halted nodes go on with a source whose numbers have begun again lower: "
                + "what it sends from there on is new."
        )
        {
            source,
        };
        return ClusterCommand.Complete(
            command,
            time,
            async (parsed, connection, cancellationToken) =>
            {
                await AcceptAsync(connection, parsed.GetRequiredValue(source), time, cancellationToken);
                return ExitCodes.Success;
            }
        );
    }

    private static async Task AcceptAsync(
        ClusterConnection connection,
        string source,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var members = await new MemberStore(connection.Log.Metadata, time).ReadAsync(cancellationToken);
        var halted = members
            .Where(member => member.Status.State == NodeState.Halted)
            .Select(member => member.Status.NodeId)
            .Order(StringComparer.Ordinal)
            .ToList();
        if (halted.Count == 0)
        {
            throw new BadInputException([
                $"No node is halted, so nothing of source {Printable.Quote(source)} waits; see: cdc-replicator status",
            ]);
        }

        var message = new ControlMessage(WellKnown.AcceptSourceMessage, SourceAcceptance.ToContent(source));
        var sequence = 0L;
        await Orders
            .Of(connection)
            .GiveAsync(
                "accept-source",
                source,
                reason: null,
                async ending =>
                    sequence = (await new ControlPublisher(connection, time).AppendAsync(message, ending)).LastOffset,
                cancellationToken
            );
        PlainOutput.Line(
            $"Ordered at sequence {sequence}. Of {string.Join(", ", halted)}, those go on that are halted "
                + $"because of {Printable.Quote(source)}. What only a lost server had stays in the nodes until "
                + "its connector takes a "
                + "snapshot. See: cdc-replicator status"
        );
    }
}
