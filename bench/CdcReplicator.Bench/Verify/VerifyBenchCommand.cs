using System.CommandLine;
using CdcReplicator.Cli;

namespace CdcReplicator.Bench;

/// <summary><c>bench verify</c>: how fast nodes are compared.</summary>
internal static class VerifyBenchCommand
{
    public static Command Build(TimeProvider time)
    {
        var rows = new Option<long>("--rows")
        {
            Description = "Rows of the table.",
            DefaultValueFactory = _ => VerifyBenchOptions.DefaultRows,
        }.Within(1, 100_000_000);
        var pairs = new Option<int>("--pairs")
        {
            Description = "How often both take their turn.",
            DefaultValueFactory = _ => VerifyBenchOptions.DefaultPairs,
        }.Within(1, 100);
        var json = BenchOptions.Json();
        var keep = BenchOptions.Keep();
        var command = new Command(
            "verify",
            "Compare a table on three PostgreSQL nodes with the command verify, and with md5 over the text of its "
                + "rows, chunk by chunk in the servers."
        )
        {
            rows,
            pairs,
            json,
            keep,
        };
        command.SetAction(
            (parsed, cancellationToken) =>
                CommandErrors.GuardAsync(
                    () =>
                    {
                        var options = new VerifyBenchOptions
                        {
                            Rows = parsed.GetValue(rows),
                            Pairs = parsed.GetValue(pairs),
                            Json = parsed.GetValue(json),
                            Keep = parsed.GetValue(keep),
                        };
                        return new VerifyBenchRun(options, time).RunAsync(cancellationToken);
                    },
                    cancellationToken
                )
        );
        return command;
    }
}
