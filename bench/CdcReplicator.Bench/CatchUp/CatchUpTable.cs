using System.Globalization;
using Spectre.Console;

namespace CdcReplicator.Bench;

/// <summary>A catch-up for people.</summary>
internal static class CatchUpTable
{
    public static void Print(CatchUpReport report)
    {
        var kind = report.Checked ? "checked" : "trusted";
        var title = string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Workload} ({kind}), {report.Log} to {report.Node}: {report.Transactions:N0} transactions, "
                + $"{report.Changes:N0} changes, seed {report.Seed}"
        );
        var table = report.Baseline is { } baseline
            ? BenchTables.New(title, "ours", baseline)
            : BenchTables.New(title, "ours");
        Add(table, report, "changes/s", "N0", report.ChangesPerSecond, report.BaselineChangesPerSecond);
        Add(table, report, "transactions/s", "N0", report.TransactionsPerSecond, report.BaselineTransactionsPerSecond);
        Add(
            table,
            report,
            "CPU s per million changes",
            "0.00",
            report.CpuSecondsPerMillionChanges,
            report.BaselineCpuSecondsPerMillionChanges
        );
        Add(table, report, "  of the applier", "0.00", report.CpuSecondsPerMillionChangesApplier, null);
        Add(table, report, "  of the database", "0.00", report.CpuSecondsPerMillionChangesDatabase, null);
        Add(
            table,
            report,
            "  of the publisher, beside",
            "0.00",
            null,
            report.BaselineCpuSecondsPerMillionChangesPublisher
        );
        Add(table, report, "peak memory of the applier, MB", "N0", report.PeakRssMb, null);
        Add(table, report, "bytes allocated per change", "N0", report.AllocatedBytesPerChange, null);
        AnsiConsole.Write(table);
        Console.WriteLine(Verdict(report));
    }

    private static void Add(
        Table table,
        CatchUpReport report,
        string name,
        string format,
        double? ours,
        double? baseline
    )
    {
        if (report.Baseline is null)
        {
            table.Add(name, format, ours);
        }
        else
        {
            table.Add(name, format, ours, baseline);
        }
    }

    private static string Verdict(CatchUpReport report)
    {
        if (!report.FinalStateEqual)
        {
            return "VOID: the final state "
                + $"differs.{Environment.NewLine}{string.Join(Environment.NewLine, report.Differences)}";
        }

        return report.RatioMedian is null
            ? $"Final state equal; median of {report.Pairs} run(s)."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{report.RatioMedian:0.00} x {report.Baseline} (median of {report.Pairs} pair(s), "
                    + $"{report.RatioMin:0.00} to {report.RatioMax:0.00}); {report.CpuRatioMedian:0.000} x its CPU "
                    + $"({report.CpuRatioMin:0.000} to {report.CpuRatioMax:0.000}); "
                    + $"final state equal."
            );
    }
}
