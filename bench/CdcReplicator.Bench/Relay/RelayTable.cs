using Spectre.Console;

namespace CdcReplicator.Bench;

/// <summary>Ways to the server for people.</summary>
internal static class RelayTable
{
    public static void Print(RelayReport report)
    {
        foreach (var one in report.Cases)
        {
            var table = BenchTables.New(
                $"pgbench -S -M prepared, {one.Clients} clients, {report.Rounds} rounds of {report.Seconds} s",
                "transactions/s",
                "CPU us each",
                "ours by it",
                "from",
                "to"
            );
            foreach (var figures in one.Contenders)
            {
                table.Add(
                    figures.Name,
                    "0.##",
                    figures.TransactionsPerSecond,
                    figures.CpuMicrosecondsPerTransaction,
                    figures.OursRatioMedian,
                    figures.OursRatioMin,
                    figures.OursRatioMax
                );
            }

            AnsiConsole.Write(table);
        }
    }
}
