using System.CommandLine;
using CdcReplicator.Applier;
using CdcReplicator.ChangeLog;
using CdcReplicator.Debezium;
using CdcReplicator.Model;

namespace CdcReplicator.Cli;

/// <summary><c>accept-source</c>: an operator says that what a source sends now is right.</summary>
internal static class AcceptSourceCommand
{
    private const string Publisher = "cdc-replicator-cli";

    public static Command Build(TimeProvider time)
    {
        var source = new Argument<string>("SOURCE")
        {
            Description = "The source's name: its connector's topic.prefix.",
        };
        var cluster = new ClusterOptions();
        var command = new Command(
            "accept-source",
            "Let halted nodes go on with a source whose numbers have begun again lower: what it sends from there on is new."
        )
        {
            source,
        };
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
                        await AcceptAsync(connection, parsed.GetRequiredValue(source), time, cancellationToken);
                        return ExitCodes.Success;
                    },
                    cancellationToken
                )
        );
        return command;
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
                $"No node is halted, so nothing of source '{source}' waits; see: cdc-replicator status",
            ]);
        }

        var messages = new ControlMessageEncoder(connection.Schemas, connection.Name);
        var message = new ControlMessage(WellKnown.AcceptSourceMessage, SourceAcceptance.ToContent(source));
        var record = await messages.EncodeAsync(Publisher, message, time.GetUtcNow(), cancellationToken);
        var receipt = await connection.Log.AppendAsync([record], cancellationToken);
        Console.WriteLine(
            $"Ordered at sequence {receipt.LastOffset}. Of {string.Join(", ", halted)}, those go on that are halted because of '{source}'. "
                + "What only a lost server had stays in the nodes until its connector takes a snapshot. See: cdc-replicator status"
        );
    }
}
