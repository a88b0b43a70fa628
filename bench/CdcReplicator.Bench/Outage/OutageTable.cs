using System.Globalization;
using Spectre.Console;

namespace CdcReplicator.Bench;

/// <summary>The phases of an outage for people.</summary>
internal static class OutageTable
{
    private const string Format = "0.0";

    public static void Print(OutageReport report)
    {
        var title = string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Rate} transactions/s, {report.Log} to three {report.Node} nodes, medians of {report.Rounds}, ms"
        );
        var table = BenchTables.New(title, "all live", "one dead", "it catches up");
        Add(table, "write p99", report.WriteP99Ms);
        Add(table, "longest gap", report.LongestWriteGapMs);
        Add(table, "others' lag p99", report.OthersLagP99Ms);
        AnsiConsole.Write(table);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{report.Backlog:N0} records caught up in {report.CatchUpSeconds:0.0} s; {report.FailedWrites} writes "
                    + $"failed; the nodes are {(report.Identical ? "identical" : "NOT IDENTICAL")}."
            )
        );
    }

    private static void Add(Table table, string name, PhaseFigures figures) =>
        table.Add(name, Format, figures.Before, figures.Dead, figures.CatchingUp);
}
