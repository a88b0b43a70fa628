using System.CommandLine;
using CdcReplicator.Cli;

namespace CdcReplicator.Bench;

/// <summary><c>bench seed</c>: how fast a node is filled from another.</summary>
internal static class SeedBenchCommand
{
    private const long DefaultRows = 5_000_000;
    private const int DefaultPairs = 5;

    public static Command Build(TimeProvider time)
    {
        var rows = new Option<long>("--rows")
        {
            Description = "Rows of the table: 150 bytes each, a key and one more index.",
            DefaultValueFactory = _ => DefaultRows,
        }.Within(1, 1_000_000_000);
        var pairs = new Option<int>("--pairs")
        {
            Description = "Runs of each side.",
            DefaultValueFactory = _ => DefaultPairs,
        }.Within(1, 1000);
        var against = new Option<string>("--against")
        {
            Description = "pg_dump (pg_dump -Fd -j2, then pg_restore -j2) or pgcopydb (copy table-data's own clone).",
            DefaultValueFactory = _ => SeedContenders.Dump,
        }.AcceptOnlyFromAmong(SeedContenders.Dump, SeedContenders.Pgcopydb);
        var json = BenchOptions.Json();
        var command = new Command(
            "seed",
            "Fill a PostgreSQL node from another at full speed, turn by turn with another program. Exit code 4: the "
                + "rows or indexes differ."
        )
        {
            rows,
            pairs,
            against,
            json,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                CommandErrors.GuardAsync(
                    () =>
                        new SeedBenchRun(
                            parsed.GetValue(rows),
                            parsed.GetValue(pairs),
                            parsed.GetValue(against)!,
                            parsed.GetValue(json),
                            time
                        ).RunAsync(cancellationToken),
                    cancellationToken
                )
        );
        return command;
    }
}
