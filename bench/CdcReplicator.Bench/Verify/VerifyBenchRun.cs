using System.Diagnostics;
using System.Globalization;
using CdcReplicator.ChangeLog;
using CdcReplicator.Cli;
using CdcReplicator.Cluster;
using CdcReplicator.LocalServers;
using Microsoft.Extensions.Logging.Abstractions;
using Spectre.Console;

namespace CdcReplicator.Bench;

/// <summary><c>bench verify</c> from beginning to end.</summary>
internal sealed class VerifyBenchRun(VerifyBenchOptions options, TimeProvider time)
{
    private const string Timeout = "3600";
    private static readonly TimeSpan StartTime = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var folder = new CommandFolder("cdc-bench-", options.Keep);
        await using var servers = new BenchServers(folder.Path, time);
        var nodes = new VerifyNodes(await servers.StartTargetAsync(cancellationToken));
        BenchProgress.Say(
            string.Create(CultureInfo.InvariantCulture, $"Filling three nodes, {options.Rows:N0} rows ...")
        );
        await nodes.PrepareAsync(options.Rows, cancellationToken);
        var uri = $"embedded:{Path.Combine(folder.Path, "log.db")}";
        var appliers = nodes.All.Select(node => ReplicatorProcess.Applier(folder.Appliers, uri, node)).ToList();
        try
        {
            await StartAsync(appliers, uri, cancellationToken);
            var report = await MeasureAsync(nodes, uri, cancellationToken);
            Print(report);
            await BenchJson.WriteAsync(options.Json, report, BenchJson.Default.VerifyBenchReport, cancellationToken);
            return report.Identical ? ExitCodes.Success : ExitCodes.NotHealthy;
        }
        finally
        {
            await Task.WhenAll(appliers.Select(applier => applier.DisposeAsync().AsTask()));
        }
    }

    private async Task<VerifyBenchReport> MeasureAsync(
        VerifyNodes nodes,
        string uri,
        CancellationToken cancellationToken
    )
    {
        var own = new List<VerifySample>();
        var baseline = new List<VerifySample>();
        (List<VerifySample> Samples, Func<Task<bool>> Compare)[] parties =
        [
            (own, () => VerifyAsync(uri, cancellationToken)),
            (baseline, () => nodes.CompareByMd5Async(options.Rows, cancellationToken)),
        ];
        for (var pair = 1; pair <= options.Pairs; pair++)
        {
            BenchProgress.Say($"Pair {pair} of {options.Pairs} ...");
            foreach (var (samples, compare) in Turns.Of(pair - 1, parties))
            {
                var began = time.GetTimestamp();
                var isEqual = await compare();
                samples.Add(new VerifySample(time.GetElapsedTime(began).TotalSeconds, isEqual));
            }
        }

        return VerifyBenchReport.Of(options, nodes.All.Count, own, baseline, RunConditions.Now(time));
    }

    /// <summary>As an operator runs it; the start of the process counts.</summary>
    private static async Task<bool> VerifyAsync(string uri, CancellationToken cancellationToken)
    {
        var command = ProgramCommand.Replicator(["verify", "--log", uri, "--timeout", Timeout, "--look-only"]);
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true };
        using var process = await ChildProcessLauncher.StartAsync(start);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != ExitCodes.Success)
        {
            BenchProgress.Say(output);
        }

        return process.ExitCode == ExitCodes.Success;
    }

    private async Task StartAsync(List<ReplicatorProcess> appliers, string uri, CancellationToken cancellationToken)
    {
        await using var log = await ChangeLogFactory.OpenAsync(
            ChangeLogUri.Parse(uri),
            new ChangeLogOptions(),
            time,
            NullLoggerFactory.Instance,
            cancellationToken
        );
        foreach (var applier in appliers)
        {
            await applier.StartAsync();
        }

        var began = time.GetTimestamp();
        var members = new MemberStore(log.Metadata, time);
        while ((await members.ReadAsync(cancellationToken)).Count(IsActive) < appliers.Count)
        {
            if (appliers.Exists(applier => applier.HasExited) || time.GetElapsedTime(began) > StartTime)
            {
                var said = string.Join(" | ", appliers.Select(applier => applier.LastOutput()));
                throw new LocalServerException($"The appliers did not start: {said}", "Run again with --keep.");
            }

            await Task.Delay(Poll, time, cancellationToken);
        }
    }

    private static bool IsActive(MemberView member) => member.IsAlive && member.Status.State == NodeState.Active;

    private static void Print(VerifyBenchReport report)
    {
        var title = string.Create(CultureInfo.InvariantCulture, $"{report.Rows:N0} rows on {report.Nodes} nodes");
        var table = BenchTables.New(title, "rows/s a node");
        table.AddRow(new Text("cdc-replicator verify"), Figure(report.RowsPerSecond));
        table.AddRow(new Text("md5(string_agg(...))"), Figure(report.BaselineRowsPerSecond));
        AnsiConsole.Write(table);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Ratio {report.RatioMedian} ({report.RatioMin} to {report.RatioMax}) over {report.Pairs} pairs; "
                    + $"identical: {report.Identical}"
            )
        );
    }

    private static Text Figure(double figure) => new(figure.ToString("N0", CultureInfo.InvariantCulture));
}
