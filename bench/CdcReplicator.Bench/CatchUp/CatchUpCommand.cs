using System.CommandLine;
using CdcReplicator.Cli;
using CdcReplicator.Lifecycle;

namespace CdcReplicator.Bench;

/// <summary><c>bench catch-up</c>: how fast an applier drains a filled log into an empty node.</summary>
internal static class CatchUpCommand
{
    private const long MaxTransactions = 100_000_000;

    public static Command Build(TimeProvider time)
    {
        var workload = new Option<string>("--workload")
        {
            Description =
                "insert (150-byte rows), tpcb (pgbench's four statements), hot (updates of 1,000 rows), mixed "
                + "(70/20/10, two indexes), wide (60 columns), constrained (unique index and foreign key).",
            DefaultValueFactory = _ => "insert",
        }.AcceptOnlyFromAmong([.. WorkloadCatalog.Names]);
        var transactions = new Option<long>("--transactions")
        {
            Description = "How many transactions the log holds.",
            DefaultValueFactory = _ => CatchUpOptions.DefaultTransactions,
        }.Within(1, MaxTransactions);
        var log = BenchOptions.Log();
        var node = BenchOptions.Node();
        var isChecked = BenchOptions.Checked();
        var baseline = new Option<string?>("--baseline")
        {
            Description =
                "Measure this too, turn by turn: native (PostgreSQL's logical replication), copy (binary COPY of the "
                + "rows), raw-sqlite (prepared inserts), trusted (the same work trusted, with --checked), no-position "
                + "(the same applier without position and fence: what exactly-once costs).",
        }.AcceptOnlyFromAmong(
            BenchChoices.Native,
            BenchChoices.Copy,
            BenchChoices.RawSqlite,
            BenchChoices.Trusted,
            BenchChoices.NoPosition
        );
        var guard = new Option<string>("--guard")
        {
            Description =
                "Whether the node refuses changes that come round the log: on, off, or both turn by turn (what the "
                + "guard costs).",
            DefaultValueFactory = _ => BenchChoices.On,
        }.AcceptOnlyFromAmong(BenchChoices.On, BenchChoices.Off, BenchChoices.Both);
        var bundle = new Option<int>("--bundle")
        {
            Description = "Log this many of the workload's transactions as one.",
            DefaultValueFactory = _ => 1,
        }.Within(1, int.MaxValue);
        var pairs = new Option<int>("--pairs")
        {
            Description = "Runs of each side.",
            DefaultValueFactory = _ => CatchUpOptions.DefaultPairs,
        }.Within(1, 1000);
        var scale = new Option<int>("--scale")
        {
            Description = "Of tpcb: branches, each with 100,000 accounts.",
            DefaultValueFactory = _ => TpcbWorkload.DefaultScale,
        }.Within(1, 1000);
        var prepared = new Option<string?>("--prepared")
        {
            Description = "A folder for the log: filled there once, and found there by later runs of the same work.",
        };
        var seed = BenchOptions.Seed();
        var json = BenchOptions.Json();
        var keep = BenchOptions.Keep();
        var command = new Command(
            "catch-up",
            "Fill a log, drain it into an empty node, check the final state, print what it took. Exit code 4: the "
                + "final state differs."
        )
        {
            workload,
            transactions,
            bundle,
            log,
            node,
            isChecked,
            baseline,
            guard,
            pairs,
            scale,
            seed,
            json,
            prepared,
            keep,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                CommandErrors.GuardAsync(
                    () =>
                    {
                        var options = new CatchUpOptions
                        {
                            Workload = parsed.GetValue(workload)!,
                            Transactions = parsed.GetValue(transactions),
                            Bundle = parsed.GetValue(bundle),
                            Log = parsed.GetValue(log)!,
                            Node = parsed.GetValue(node)!,
                            Checked = parsed.GetValue(isChecked),
                            Baseline = parsed.GetValue(baseline),
                            Guard = parsed.GetValue(guard)!,
                            Pairs = parsed.GetValue(pairs),
                            Scale = parsed.GetValue(scale),
                            Seed = parsed.GetValue(seed),
                            Json = parsed.GetValue(json),
                            Prepared = parsed.GetValue(prepared) is { } path ? Path.GetFullPath(path) : null,
                            Keep = parsed.GetValue(keep),
                        };
                        return options.Validate() is { Count: > 0 } problems
                            ? throw new BadInputException(problems)
                            : new CatchUpRun(options, time).RunAsync(cancellationToken);
                    },
                    cancellationToken
                )
        );
        return command;
    }
}
