using System.Globalization;

namespace CdcReplicator.Cli;

/// <summary>The end of the demonstration, in words.</summary>
internal static class QuickstartSummary
{
    public static void Print(QuickstartReport report)
    {
        var gaps = report.LongestWriteGapExactMs;
        Console.WriteLine();
        foreach (var line in Lines(report, gaps))
        {
            Console.WriteLine(line);
        }

        foreach (var difference in report.Differences)
        {
            Console.WriteLine($"  {difference}");
        }

        foreach (var (node, total) in report.TotalBalancePerNode)
        {
            Console.WriteLine($"Total balance on {node}: {total:N0} (expected {report.TotalBalanceExpected:N0})");
        }

        Console.WriteLine(
            """

            What to try next:
              ./quickstart --log kafka --nodes postgres   the same on a real broker and three PostgreSQL servers
              ./quickstart --seconds 60 --rate 1000       longer and harder
              ./quickstart --add-node                     a fourth node joins with an empty database under load
              docs/sdk.md                                 publish your own writes from C#
              docs/cli.md                                 run, status, lag, log tail, publish, verify
            """
        );
    }

    private static IEnumerable<string> Lines(QuickstartReport report, WriteGaps gaps)
    {
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Transactions:N0} transactions in {report.Seconds:0.0} s ({report.TransactionsPerSecond:0.0}/s), "
                + $"{report.Rejected:N0} rejected, alike on every node."
        );
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"Node c missed {report.BacklogAtRestart:N0} records and had caught up {report.CatchUpSeconds:0.0} s after "
                + $"its applier was started again."
        );
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"Longest gap between two writes: {gaps.Before:0.0} ms before, {gaps.NodeDead:0.0} ms with c dead, "
                + $"{gaps.CatchingUp:0.0} ms while it caught up (each writer writes every "
                + $"{report.WriteGapResolutionMs:0} ms)."
        );
        if (report.JoinSeconds is { } joined)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"Node d joined with an empty database: filled, proved equal and serving within {joined:0.0} s."
            );
        }

        yield return $"Nodes identical: {(report.NodesIdentical ? "yes" : "NO")}";
    }
}
