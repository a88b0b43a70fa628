using System.CommandLine;

namespace CdcReplicator.Cli;

/// <summary>
/// <c>quickstart</c>: a cluster, a workload, a killed node that catches up by itself, and the proof that all nodes are
/// alike.
/// </summary>
internal static class QuickstartCommand
{
    public static Command Build(TimeProvider time)
    {
        var seconds = new Option<int>("--seconds")
        {
            Description =
                "Length of the workload. One applier is killed after a third and comes back for the last third.",
            DefaultValueFactory = _ => QuickstartOptions.DefaultSeconds,
        };
        var log = new Option<string>("--log")
        {
            Description = "embedded (a file) or kafka (starts a throwaway broker from KAFKA_HOME).",
            DefaultValueFactory = _ => QuickstartOptions.EmbeddedLog,
        };
        log.AcceptOnlyFromAmong(QuickstartOptions.EmbeddedLog, QuickstartOptions.KafkaLog);
        var nodes = new Option<string>("--nodes")
        {
            Description = "sqlite (files) or postgres (starts three throwaway servers from the installed programs).",
            DefaultValueFactory = _ => QuickstartOptions.SqliteNodes,
        };
        nodes.AcceptOnlyFromAmong(QuickstartOptions.SqliteNodes, QuickstartOptions.PostgresNodes);
        var rate = new Option<int>("--rate")
        {
            Description = "Transfers a second.",
            DefaultValueFactory = _ => QuickstartOptions.DefaultRate,
        };
        var report = new Option<string?>("--report") { Description = "Write a JSON report to this file." };
        var addNode = new Option<bool>("--add-node")
        {
            Description = "After that a fourth node, with an empty database, joins under load and is proved equal.",
        };
        var keep = new Option<bool>("--keep") { Description = "Keep log, databases and applier output." };
        MustBeWithin(seconds, 3, 86_400);
        MustBeWithin(rate, 1, 100_000);

        var command = new Command(
            "quickstart",
            "Start a three-node cluster, kill a node under load, watch it catch up."
        )
        {
            seconds,
            log,
            nodes,
            rate,
            report,
            addNode,
            keep,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                CommandErrors.GuardAsync(
                    () =>
                        new QuickstartRun(
                            new QuickstartOptions
                            {
                                Seconds = parsed.GetValue(seconds),
                                Log = parsed.GetValue(log)!,
                                Nodes = parsed.GetValue(nodes)!,
                                Rate = parsed.GetValue(rate),
                                Report = parsed.GetValue(report),
                                AddNode = parsed.GetValue(addNode),
                                Keep = parsed.GetValue(keep),
                            },
                            time
                        ).RunAsync(cancellationToken),
                    cancellationToken
                )
        );
        return command;
    }

    private static void MustBeWithin(Option<int> option, int least, int most) =>
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is var value && (value < least || value > most))
            {
                result.AddError($"{option.Name} is {value}; it must be {least} to {most}.");
            }
        });
}
