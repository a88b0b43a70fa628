using System.CommandLine;
using CdcReplicator.Cli;
using CdcReplicator.Lifecycle;

namespace CdcReplicator.Bench;

/// <summary><c>bench latency</c>: how long a row takes from acknowledged to visible.</summary>
internal static class LatencyCommand
{
    private const int MostRate = 100_000;

    /// <summary>At the highest rate, a list still holds as many samples.</summary>
    private const int MostSeconds = 20_000;

    public static Command Build(TimeProvider time)
    {
        var rate = new Option<int>("--rate")
        {
            Description = "Transactions a second, one row each.",
            DefaultValueFactory = _ => LatencyOptions.DefaultRate,
        }.Within(1, MostRate);
        var seconds = BenchOptions.Seconds(
            "How long to measure, after the warm-up.",
            LatencyOptions.DefaultSeconds,
            least: 1,
            MostSeconds
        );
        var warmUp = new Option<int>("--warm-up")
        {
            Description = "Seconds to write at the same rate before anything counts.",
            DefaultValueFactory = _ => LatencyOptions.DefaultWarmUpSeconds,
        }.Within(0, MostSeconds);
        var log = BenchOptions.Log();
        var node = BenchOptions.Node();
        var isChecked = BenchOptions.Checked();
        var baseline = new Option<string?>("--baseline")
        {
            Description =
                "native: measure PostgreSQL's logical replication too, from committed on the publisher to visible on "
                + "the subscriber.",
        }.AcceptOnlyFromAmong(BenchChoices.Native);
        var seed = BenchOptions.Seed();
        var json = BenchOptions.Json();
        var keep = BenchOptions.Keep();
        var command = new Command(
            "latency",
            "Write at a steady rate and print how long rows take from acknowledged by the log to visible on the node."
        )
        {
            rate,
            seconds,
            warmUp,
            log,
            node,
            isChecked,
            baseline,
            seed,
            json,
            keep,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                CommandErrors.GuardAsync(
                    () =>
                    {
                        var options = new LatencyOptions
                        {
                            Rate = parsed.GetValue(rate),
                            Seconds = parsed.GetValue(seconds),
                            WarmUpSeconds = parsed.GetValue(warmUp),
                            Log = parsed.GetValue(log)!,
                            Node = parsed.GetValue(node)!,
                            Checked = parsed.GetValue(isChecked),
                            Native = parsed.GetValue(baseline) is not null,
                            Seed = parsed.GetValue(seed),
                            Json = parsed.GetValue(json),
                            Keep = parsed.GetValue(keep),
                        };
                        return options is { Native: true, Node: not BenchChoices.Postgres }
                            ? throw new BadInputException([
                                "--baseline native compares with PostgreSQL; it needs --node postgres.",
                            ])
                            : new LatencyRun(options, time).RunAsync(cancellationToken);
                    },
                    cancellationToken
                )
        );
        return command;
    }
}
