using System.Globalization;
using Spectre.Console;

namespace CdcReplicator.Bench;

/// <summary>Balancing for people: a table a case.</summary>
internal static class BalanceTable
{
    public static void Print(BalanceReport report)
    {
        foreach (var figures in report.Figures.GroupBy(figures => figures.Case))
        {
            var table = new Table { Title = new TableTitle($"Three nodes, the third {figures.Key}") };
            table.AddColumn("");
            foreach (var column in (string[])["reads/s", "p50 ms", "p99 ms", "success", "ours/it"])
            {
                table.AddColumn(new TableColumn(column).RightAligned());
            }

            foreach (var row in figures)
            {
                table.AddRow(
                    row.Contender,
                    Text($"{row.ReadsPerSecond:N0}"),
                    Text($"{row.P50Ms:0.0}"),
                    Text($"{row.P99Ms:0.0}"),
                    Text($"{row.Success:0.00 %}"),
                    Text($"{row.RatioMedian:0.00}")
                );
            }

            AnsiConsole.Write(table);
            foreach (var row in figures)
            {
                var reasons = row.Samples.SelectMany(sample => sample.FailureReasons).Distinct(StringComparer.Ordinal);
                foreach (var reason in reasons)
                {
                    AnsiConsole.WriteLine($"{row.Contender}, failed: {reason}");
                }
            }
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
