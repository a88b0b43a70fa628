using System.Globalization;
using Spectre.Console;

namespace CdcReplicator.Bench;

/// <summary>Reads of both levels for people.</summary>
internal static class ReadsTable
{
    private const string Format = "0.00";

    public static void Print(ReadsReport report)
    {
        var title = string.Create(
            CultureInfo.InvariantCulture,
            $"90 reads to 10 writes, {report.Sessions} users, {report.Log} to three {report.Node} nodes"
        );
        var table = BenchTables.New(title, "p50 ms", "p99 ms");
        table.Add("session", Format, report.SessionP50Ms, report.SessionP99Ms);
        table.Add("any", Format, report.AnyP50Ms, report.AnyP99Ms);
        AnsiConsole.Write(table);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{report.SessionWithoutWaiting:0.0 %} of session reads without waiting; p99 "
                    + $"{report.P99RatioMedian:0.00} x any ({report.P99RatioMin:0.00} to {report.P99RatioMax:0.00}), "
                    + $"{report.ServedP99RatioMedian:0.00} x without those; own writes not seen: session "
                    + $"{report.SessionStale}, any {report.AnyStale}."
            )
        );
    }
}
