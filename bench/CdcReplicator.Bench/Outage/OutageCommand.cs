using System.CommandLine;
using CdcReplicator.Cli;

namespace CdcReplicator.Bench;

/// <summary><c>bench outage</c>: what writers and other nodes notice when a node dies and comes back.</summary>
internal static class OutageCommand
{
    public static Command Build(TimeProvider time)
    {
        var log = BenchOptions.Log();
        var node = BenchOptions.Node();
        var rate = new Option<int>("--rate")
        {
            Description = "Transactions a second, of one row each.",
            DefaultValueFactory = _ => OutageOptions.DefaultRate,
        }.Within(1, 100_000);
        var backlog = new Option<int>("--backlog")
        {
            Description = "Changes that are written while the node is away, besides the steady ones.",
            DefaultValueFactory = _ => OutageOptions.DefaultBacklog,
        }.Within(0, 100_000_000);
        var seconds = BenchOptions.Seconds(
            "How long writes are measured in each phase; with the node that catches up at least.",
            OutageOptions.DefaultSeconds,
            least: 1,
            most: 3600
        );
        var rounds = BenchOptions.Rounds("How often the node dies and comes back.", OutageOptions.DefaultRounds);
        var json = BenchOptions.Json();
        var keep = BenchOptions.Keep();
        var command = new Command(
            "outage",
            "Write to three nodes at a steady rate, kill one, let it come back, and compare the phases."
        )
        {
            log,
            node,
            rate,
            backlog,
            seconds,
            rounds,
            json,
            keep,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                CommandErrors.GuardAsync(
                    () =>
                    {
                        var options = new OutageOptions
                        {
                            Log = parsed.GetValue(log)!,
                            Node = parsed.GetValue(node)!,
                            Rate = parsed.GetValue(rate),
                            Backlog = parsed.GetValue(backlog),
                            Seconds = parsed.GetValue(seconds),
                            Rounds = parsed.GetValue(rounds),
                            Json = parsed.GetValue(json),
                            Keep = parsed.GetValue(keep),
                        };
                        return new OutageRun(options, time).RunAsync(cancellationToken);
                    },
                    cancellationToken
                )
        );
        return command;
    }
}
