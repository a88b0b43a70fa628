using System.Globalization;
using Spectre.Console;

namespace CdcReplicator.Bench;

/// <summary>Latencies for people.</summary>
internal static class LatencyTable
{
    private const string Format = "0.00";

    public static void Print(LatencyReport report)
    {
        var title = string.Create(
            CultureInfo.InvariantCulture,
            $"Acknowledged to visible, ms: {report.Log} to {report.Node}, {report.Rate}/s, {report.Transactions:N0} "
                + $"transactions"
        );
        var table = BenchTables.New(title, "p50", "p99", "p99.9", "max", "write to acknowledged, p50");
        table.Add("ours", Format, report.P50Ms, report.P99Ms, report.P999Ms, report.MaxMs, report.AcknowledgeP50Ms);
        if (report.Baseline is { } baseline)
        {
            table.Add(
                baseline,
                Format,
                report.BaselineP50Ms,
                report.BaselineP99Ms,
                report.BaselineP999Ms,
                report.BaselineMaxMs,
                report.BaselineAcknowledgeP50Ms
            );
        }

        AnsiConsole.Write(table);
        Console.WriteLine($"Observed by {report.ObservedBy}.");
    }
}
