using System.CommandLine;
using System.Text.Json;
using CdcReplicator.Lifecycle;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.Cli;

/// <summary><c>verify</c>: compares all nodes at one position, without stopping anybody.</summary>
internal static class VerifyCommand
{
    private const int DefaultTimeoutSeconds = 60;

    public static Command Build(TimeProvider time)
    {
        var json = SharedOptions.Json();
        var timeout = new Option<int>("--timeout")
        {
            Description = "Seconds to wait for the nodes' answers.",
            DefaultValueFactory = _ => DefaultTimeoutSeconds,
        };
        var trust = new Option<string?>("--trust")
        {
            Description = "A node that is right: those that differ from it are the odd ones, whatever a majority says.",
        };
        var look = new Option<bool>("--look-only")
        {
            Description = "Do not write down what is found: reads go on everywhere as before.",
        };
        var every = new Option<TimeSpan?>("--every")
        {
            Description =
                "Compare continuously until Ctrl-C, as run does: how long after the beginning of a round the next one "
                + "begins (01:00:00).",
        };
        var load = new Option<double>("--max-load")
        {
            Description = "With --every: the share of the time that nodes read for it.",
            DefaultValueFactory = _ => VerificationOptions.DefaultMaxLoad,
        };
        var command = new Command("verify", "Compare all nodes at one position; name differing tables and keys.")
        {
            timeout,
            trust,
            look,
            json,
            every,
            load,
        };
        var repair = new RepairArguments();
        repair.AddTo(command);
        return ClusterCommand.CompleteOrder(
            command,
            time,
            async (parsed, connection, cancellationToken) =>
            {
                if (parsed.GetValue(every) is { } interval)
                {
                    var options = new VerificationOptions { Interval = interval, MaxLoad = parsed.GetValue(load) };
                    return await ContinueAsync(connection, options, time, cancellationToken);
                }

                var patience = TimeSpan.FromSeconds(parsed.GetValue(timeout));
                var asking = new CheckpointAsking(connection, patience, time);
                var verifier = new Verifier(connection, asking, time);
                var report = repair.Of(parsed, patience) is { } settings
                    ? await RepairAsync(connection, verifier, settings, patience, time, cancellationToken)
                    : await verifier.CompareAsync(parsed.GetValue(trust), cancellationToken);
                if (!parsed.GetValue(look))
                {
                    var marks = new DivergenceMarks(Orders.Of(connection), time);
                    report = report with { Marks = await marks.WriteAsync(report, cancellationToken) };
                }

                Print(report, parsed.GetValue(json));
                return report.Repair is { Clean: false } ? ExitCodes.NotHealthy : CodeOf(report.Result);
            }
        );
    }

    /// <summary>Repairs; the last comparison, which says what is left.</summary>
    private static async Task<VerifyReport> RepairAsync(
        ClusterConnection connection,
        Verifier verifier,
        RepairSettings settings,
        TimeSpan patience,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var rows = new RowsAsking(connection, patience, time);
        var repairer = new Repairer(verifier, rows, Orders.Of(connection), settings);
        var report = await repairer.RunAsync(PlainOutput.Error, cancellationToken);
        PlainOutput.Error(report.Repair!.Text);
        return report;
    }

    /// <summary>For clusters whose appliers may not ask: they lack the right to write to the log, or the key.</summary>
    private static async Task<int> ContinueAsync(
        ClusterConnection connection,
        VerificationOptions options,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        if (!options.IsOn || options.Validate().Count > 0)
        {
            throw new BadInputException([
                FormattableString.Invariant(
                    $"--every is {options.Interval}, --max-load {options.MaxLoad}; give 00:00:00.1 or more, and 0 to 1."
                ),
            ]);
        }

        using var loggers = LoggerFactory.Create(ConsoleLogging.Configure);
        using var meter = new ProofMeter();
        var logger = loggers.CreateLogger<ContinuousVerification>();
        await new ContinuousVerification(connection, options, meter, time, logger).RunAsync(cancellationToken);
        return ExitCodes.Success;
    }

    private static void Print(VerifyReport report, bool json)
    {
        if (json)
        {
            PlainOutput.Line(JsonSerializer.Serialize(report, VerifyJson.Default.VerifyReport));
            return;
        }

        foreach (var left in report.NotCompared)
        {
            PlainOutput.Line(left.Text);
        }

        foreach (var difference in report.Differences)
        {
            PlainOutput.Line(difference);
        }

        foreach (var mark in report.Marks)
        {
            PlainOutput.Line(mark);
        }

        PlainOutput.Line(Summary(report));
    }

    private static string Summary(VerifyReport report)
    {
        var compared = $"{string.Join(", ", report.Nodes)} ({report.Tables} tables)";
        return report.Result switch
        {
            VerifyOutcome.Identical => $"Identical at sequence {report.Sequence}: {compared}.",
            VerifyOutcome.Different => $"NOT identical (compared at sequence {report.Sequence}: {compared}).",
            _ when report.Nodes.Count > 1 =>
                $"NOT COMPARED in full: no difference was seen at sequence {report.Sequence} among {compared}, which "
                    + "is not all there is.",
            _ => "NOT COMPARED: there are not two nodes that can be compared. This says nothing of their content.",
        };
    }

    private static int CodeOf(VerifyOutcome outcome) =>
        outcome switch
        {
            VerifyOutcome.Identical => ExitCodes.Success,
            VerifyOutcome.Different => ExitCodes.NotHealthy,
            _ => ExitCodes.NotCompared,
        };
}
