using System.CommandLine;
using CdcReplicator.Cli;

namespace CdcReplicator.Bench;

/// <summary><c>bench limits</c>: the ceilings of this machine.</summary>
internal static class LimitsCommand
{
    private const long DefaultRows = 500_000;

    public static Command Build(TimeProvider time)
    {
        var rows = new Option<long>("--rows")
        {
            Description = "Rows copied, inserted and read back.",
            DefaultValueFactory = _ => DefaultRows,
        }.Within(1, 10_000_000);
        var seed = BenchOptions.Seed();
        var json = BenchOptions.Json();
        var command = new Command(
            "limits",
            "Print the ceilings: binary COPY, prepared inserts into SQLite, decoding alone, reading the logs alone."
        )
        {
            rows,
            seed,
            json,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                CommandErrors.GuardAsync(
                    () =>
                        new LimitsRun(
                            parsed.GetValue(rows),
                            parsed.GetValue(seed),
                            parsed.GetValue(json),
                            time
                        ).RunAsync(cancellationToken),
                    cancellationToken
                )
        );
        return command;
    }
}
