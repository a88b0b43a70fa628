using System.CommandLine;
using CdcReplicator.Cluster;
using CdcReplicator.Lifecycle;
using CdcReplicator.Model;

namespace CdcReplicator.Cli;

/// <summary><c>pause</c> and <c>resume</c>: a node stops at one record of the log, and goes on.</summary>
internal static class PauseCommands
{
    public static Command BuildPause(TimeProvider time) =>
        Build(
            new Command(
                "pause",
                "Let a node stop at this place of the log: everything before it is applied, nothing after it."
            ),
            "Give the order although the node is not known, or is paused already.",
            time,
            PauseDecision.ProblemOfPause,
            node => $"Stop node {Printable.Quote(node)} at the log's end?",
            ControlCodec.Pause,
            (node, sequence) =>
                $"Ordered at sequence {sequence}. {Printable.Quote(node)} applies what is before it and stops; reads "
                + "that its lag allows go on. The log is kept for it within the log's limits. To let it go on: "
                + OperatorCommand.Resume(node)
        );

    public static Command BuildResume(TimeProvider time) =>
        Build(
            new Command("resume", "Let a paused node go on."),
            "Give the order although the node does not say that it is paused: for one that has not reached its pause "
                + "yet, or whose applier is dead.",
            time,
            PauseDecision.ProblemOfResume,
            node => $"Let node {Printable.Quote(node)} go on?",
            ControlCodec.Resume,
            (node, sequence) =>
                $"Ordered at sequence {sequence}. {Printable.Quote(node)} goes on. See: cdc-replicator status"
        );

    private static Command Build(
        Command command,
        string whatForceDoes,
        TimeProvider time,
        Func<MemberList, string, string?> problem,
        Func<string, string> question,
        Func<string, string, ControlMessage> message,
        Func<string, long, string> done
    )
    {
        var node = new Argument<string>("NODE") { Description = "The node's name, as status shows it." };
        var force = new Option<bool>("--force") { Description = whatForceDoes };
        var order = new OrderOptions();
        command.Add(node);
        command.Add(force);
        order.AddTo(command);
        return ClusterCommand.CompleteOrder(
            command,
            time,
            async (parsed, connection, cancellationToken) =>
            {
                var name = parsed.GetRequiredValue(node);
                var reason = order.ReasonIn(parsed);
                var members = await new MemberStore(connection.Log.Metadata, time).ReadAsync(cancellationToken);
                if (!parsed.GetValue(force) && problem(members, name) is { } refused)
                {
                    throw new BadInputException([refused]);
                }

                order.Confirm(parsed, question(name));
                var sequence = await Orders
                    .Of(connection)
                    .GiveByLogAsync(
                        command.Name,
                        name,
                        reason,
                        new ControlPublisher(connection, time),
                        message(name, reason),
                        cancellationToken
                    );
                PlainOutput.Line(done(name, sequence));
                return ExitCodes.Success;
            }
        );
    }
}
