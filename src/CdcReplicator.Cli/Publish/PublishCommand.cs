using System.CommandLine;
using CdcReplicator.Debezium;
using CdcReplicator.Lifecycle;

namespace CdcReplicator.Cli;

/// <summary><c>publish</c>: appends Debezium events from a file or standard input.</summary>
internal static class PublishCommand
{
    public static Command Build(TimeProvider time)
    {
        var cluster = new ClusterOptions();
        var file = new Argument<FileInfo?>("file")
        {
            Description = "Events, one JSON per line. Default: standard input.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var create = new Option<bool>("--create")
        {
            Description = "Create the log if there is none. Without it, only run does.",
        };
        var command = new Command(
            "publish",
            "Append Debezium events, one JSON per line: the value alone, {\"schema\",\"payload\"}, or "
                + "{\"key\",\"value\",\"headers\"} "
                + "(value null: a tombstone). Every line of a file is checked before the first is appended."
        )
        {
            file,
            create,
        };
        cluster.AddTo(command);
        command.SetAction(
            (parsed, cancellationToken) =>
                CommandErrors.GuardAsync(
                    async () =>
                    {
                        await using var connection = await ClusterOpening.OpenAsync(
                            cluster.Load(parsed),
                            createIfMissing: parsed.GetValue(create),
                            time,
                            cancellationToken
                        );
                        var publisher = new EventPublisher(
                            connection.Log,
                            Orders.Of(connection),
                            new DebeziumJsonLines(connection.Decoder),
                            new PublishProgress(time)
                        );
                        return parsed.GetValue(file) is { } input
                            ? await publisher.PublishFileAsync(input, cancellationToken)
                            : await publisher.PublishAsync(Console.In, cancellationToken);
                    },
                    cancellationToken
                )
        );
        return command;
    }
}
