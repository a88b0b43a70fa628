using System.CommandLine;
using CdcReplicator.Cluster;
using CdcReplicator.Lifecycle;
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
        var confirmation = new Confirmation();
        var command = new Command(
            "accept-source",
            "Let halted nodes go on with a source whose numbers have begun again lower: "
                + "what it sends from there on is new."
        )
        {
            source,
        };
        confirmation.AddTo(command);
        return ClusterCommand.CompleteOrder(
            command,
            time,
            async (parsed, connection, cancellationToken) =>
            {
                var name = parsed.GetRequiredValue(source);
                await AcceptAsync(connection, name, Ask, time, cancellationToken);
                return ExitCodes.Success;

                void Ask(IReadOnlyList<string> halted) =>
                    confirmation.Ask(
                        parsed,
                        $"Take what source {Printable.Quote(name)} sends from there on for new, on "
                            + $"{string.Join(", ", halted)}?"
                    );
            }
        );
    }

    private static async Task AcceptAsync(
        ClusterConnection connection,
        string source,
        Action<IReadOnlyList<string>> ask,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var halted = await HaltedNodes.FindAsync(
            connection,
            $"of source {Printable.Quote(source)} waits",
            time,
            cancellationToken
        );
        ask(halted);
        var sequence = await Orders
            .Of(connection)
            .GiveByLogAsync(
                "accept-source",
                source,
                reason: null,
                new ControlPublisher(connection, time),
                ControlCodec.AcceptSource(source),
                cancellationToken
            );
        PlainOutput.Line(
            $"Ordered at sequence {sequence}. Of {string.Join(", ", halted)}, those go on that are halted because of "
                + $"{Printable.Quote(source)}. What only a lost server had stays in the nodes until its connector "
                + "takes a snapshot. See: cdc-replicator status"
        );
    }
}
