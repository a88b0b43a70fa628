using System.Globalization;
using CdcReplicator.Cli;
using Spectre.Console;

namespace CdcReplicator.Bench;

/// <summary><c>bench limits</c>: what no applier on this machine can exceed.</summary>
internal sealed class LimitsRun(long rows, int seed, string? json, TimeProvider time)
{
    private const string Records = "records";
    private const string Rows = "rows";

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var folder = new CommandFolder("cdc-bench-", keep: false);
        await using var servers = new BenchServers(folder.Path, time);
        var workload = new InsertWorkload(seed);
        var databases = new DatabaseLimits(workload, rows, time);
        var logs = new LogLimits(workload, rows, time);
        List<LimitResult> results =
        [
            await TryAsync("copy", Rows, name => databases.CopyAsync(name, servers, cancellationToken)),
            await TryAsync("raw-sqlite", Rows, name => databases.SqliteAsync(name, folder.Path, cancellationToken)),
            await TryAsync("sqlite-api", Rows, name => databases.SqliteApiAsync(name, folder.Path, cancellationToken)),
        ];
        foreach (var work in (Workload[])[workload, new TpcbWorkload(seed, scale: 1), new WideWorkload(seed)])
        {
            results.Add(
                await TryAsync(
                    $"decode-{work.Name}",
                    Records,
                    name => new DecodeLimit(work, time).MeasureAsync(name, folder.Path, cancellationToken)
                )
            );
        }

        foreach (var kind in (string[])[BenchChoices.Embedded, BenchChoices.Kafka])
        {
            var kindLogs = new BenchLogs(servers, folder.Path, kind, time);
            results.Add(
                await TryAsync($"log-read-{kind}", Records, name => logs.ReadAsync(name, kindLogs, cancellationToken))
            );
        }

        var report = new LimitsReport(seed, rows, results, RunConditions.Now(time));
        Print(report);
        await BenchJson.WriteAsync(json, report, BenchJson.Default.LimitsReport, cancellationToken);
        return ExitCodes.Success;
    }

    /// <summary>A server that is not installed costs its own line and no other.</summary>
    private static async Task<LimitResult> TryAsync(string name, string unit, Func<string, Task<LimitResult>> measure)
    {
        BenchProgress.Say($"Measuring {name} ...");
        try
        {
            return (await measure(name)) with { Unit = unit };
        }
        catch (ReplicationException error)
        {
            return new LimitResult(name, unit, PerSecond: null, NotMeasured: error.Message);
        }
    }

    private static void Print(LimitsReport report)
    {
        var title = string.Create(CultureInfo.InvariantCulture, $"Ceilings, {report.Rows:N0} rows");
        var table = BenchTables.New(title, "/s", "CPU s/million", "bytes each");
        foreach (var limit in report.Limits)
        {
            table.AddRow(
                new Text($"{limit.Name} ({limit.Unit})"),
                Figure(limit.PerSecond, "N0"),
                Figure(limit.CpuSecondsPerMillion, "0.00"),
                Figure(limit.AllocatedBytesEach, "N0")
            );
        }

        AnsiConsole.Write(table);
        foreach (var limit in report.Limits.Where(limit => limit.NotMeasured is not null))
        {
            Console.WriteLine($"{limit.Name} was not measured: {limit.NotMeasured}");
        }
    }

    private static Text Figure(double? figure, string format) =>
        new(figure?.ToString(format, CultureInfo.InvariantCulture) ?? "-");
}
