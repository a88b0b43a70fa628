using System.Text.Json;
using CdcReplicator.ChangeLog;
using CdcReplicator.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary>
/// The benchmarks, small: that they measure what they say and notice a wrong result. Not how fast anything is. The
/// commands take no address: they start servers of their own and throw them away, so that figures can be compared. In
/// a <see cref="SecuredRun"/> these are as open as ever, so the run says nothing of them.
/// </summary>
public sealed class BenchTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task CatchUp_EmbeddedToSqlite_ReportsWhatTheIssueNamesAndLeavesNothing()
    {
        using var folder = new TempFolder();
        var (result, report) = await RunAsync(
            folder,
            ["--workload", "mixed", "--transactions", "3000", "--log", "embedded", "--node", "sqlite", "--pairs", "2"]
        );

        Assert.True(result.Code == 0, result.Output + result.Errors);
        Assert.Equal("mixed", report.GetProperty("workload").GetString());
        Assert.Equal("embedded", report.GetProperty("log").GetString());
        Assert.Equal("sqlite", report.GetProperty("node").GetString());
        Assert.Equal(3000, report.GetProperty("changes").GetInt64());
        Assert.Equal(2, report.GetProperty("pairs").GetInt32());
        Assert.True(report.GetProperty("final_state_equal").GetBoolean());
        AssertPositive(
            report,
            "changes_per_second",
            "transactions_per_second",
            "cpu_seconds_per_million_changes",
            "peak_rss_mb",
            "allocated_bytes_per_change"
        );
        Assert.Contains("seed 1", result.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.At("tmp"), "cdc-*"));
    }

    [Fact]
    public async Task CatchUp_PreparedLogWithAChangeTooMany_IsVoid()
    {
        using var folder = new TempFolder();
        string[] arguments = ["--workload", "insert", "--transactions", "500", "--pairs", "1"];
        arguments = [.. arguments, "--prepared", Directory.CreateDirectory(folder.At("log")).FullName];
        var (clean, _) = await RunAsync(folder, arguments);
        Assert.True(clean.Code == 0, clean.Output + clean.Errors);
        await PlantDeleteAsync(Assert.Single(Directory.GetFiles(folder.At("log"), "*.log.db")));

        var (result, report) = await RunAsync(folder, arguments);

        Assert.Equal(4, result.Code);
        Assert.False(report.GetProperty("final_state_equal").GetBoolean());
        Assert.Contains(
            "items has 499 rows",
            report.GetProperty("differences")[0].GetString(),
            StringComparison.Ordinal
        );
        Assert.Contains("VOID", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CatchUp_PreparedLogOfOtherWork_IsRefused()
    {
        using var folder = new TempFolder();
        var log = Directory.CreateDirectory(folder.At("log")).FullName;
        string[] arguments = ["--workload", "insert", "--pairs", "1", "--prepared", log, "--transactions"];
        await RunAsync(folder, [.. arguments, "100"]);

        var (result, _) = await RunAsync(folder, [.. arguments, "200"]);

        Assert.Equal(2, result.Code);
        Assert.Contains(log, result.Errors, StringComparison.Ordinal);
    }

    [KafkaAndPostgresFact(ownServer: true)]
    public async Task CatchUp_KafkaToPostgresAgainstNative_ComparesBothWithTheSameFinalState()
    {
        using var folder = new TempFolder();
        string[] arguments = ["--workload", "tpcb", "--scale", "1", "--transactions", "1500", "--pairs", "1"];
        arguments = [.. arguments, "--log", "kafka", "--node", "postgres", "--baseline", "native"];
        var (result, report) = await RunAsync(folder, arguments);

        Assert.True(result.Code == 0, result.Output + result.Errors);
        Assert.Equal(6000, report.GetProperty("changes").GetInt64());
        Assert.True(report.GetProperty("final_state_equal").GetBoolean());
        AssertPositive(
            report,
            "changes_per_second",
            "cpu_seconds_per_million_changes_applier",
            "cpu_seconds_per_million_changes_database",
            "baseline_changes_per_second",
            "baseline_cpu_seconds_per_million_changes",
            "ratio_median",
            "ratio_min",
            "ratio_max"
        );
        Assert.Equal(1, report.GetProperty("pairs").GetInt32());
    }

    [Fact]
    public async Task Latency_EmbeddedToSqlite_SeesEveryMeasuredRow()
    {
        using var folder = new TempFolder();
        var file = folder.At("latency.json");
        var result = await RunCommandAsync(
            folder,
            "latency",
            "--rate",
            "50",
            "--seconds",
            "2",
            "--warm-up",
            "1",
            "--json",
            file
        );

        Assert.True(result.Code == 0, result.Output + result.Errors);
        var report = await ReadAsync(file);
        Assert.Equal(100, report.GetProperty("transactions").GetInt32());
        Assert.True(report.GetProperty("p50_ms").GetDouble() <= report.GetProperty("p99_ms").GetDouble());
        Assert.True(report.GetProperty("p99_ms").GetDouble() <= report.GetProperty("p999_ms").GetDouble());
        AssertPositive(report, "p999_ms", "acknowledge_p50_ms");
        Assert.Equal(JsonValueKind.Null, report.GetProperty("baseline_p50_ms").ValueKind);
    }

    [PostgresToolFact("haproxy", "pgbouncer", "pgbench")]
    public async Task Relay_Small_ComparesEveryWay()
    {
        using var folder = new TempFolder();
        var file = folder.At("relay.json");
        string[] arguments = ["relay", "--clients", "2", "--seconds", "1", "--rounds", "1", "--scale", "1"];
        // Servers run under accounts of their own, which may not look into the test's folder.
        await using var process = await CliProcess.StartBenchAsync(
            folder.Path,
            new Dictionary<string, string>(),
            [.. arguments, "--json", file]
        );
        var result = await process.WaitAsync(Patience);

        Assert.True(result.Code == 0, result.Output + result.Errors);
        var contenders = (await ReadAsync(file)).GetProperty("cases")[0].GetProperty("contenders");
        Assert.Equal(
            ["direct", "haproxy", "ours", "pgbouncer"],
            contenders.EnumerateArray().Select(contender => contender.GetProperty("name").GetString()).Order()
        );
        Assert.All(contenders.EnumerateArray(), contender => AssertPositive(contender, "transactions_per_second"));
    }

    private static void AssertPositive(JsonElement report, params string[] keys) =>
        Assert.All(keys, key => Assert.True(report.GetProperty(key).GetDouble() > 0, key));

    private static async Task<(CliResult Result, JsonElement Report)> RunAsync(TempFolder folder, string[] arguments)
    {
        var file = folder.At("report.json");
        File.Delete(file);
        var result = await RunCommandAsync(folder, ["catch-up", .. arguments, "--json", file]);
        return (result, File.Exists(file) ? await ReadAsync(file) : default);
    }

    private static async Task<CliResult> RunCommandAsync(TempFolder folder, params string[] arguments)
    {
        // A PostgreSQL server runs under an account of its own, which may not look into the test's folder.
        var environment = arguments.Contains("postgres")
            ? new Dictionary<string, string>()
            : new Dictionary<string, string> { ["TMPDIR"] = Directory.CreateDirectory(folder.At("tmp")).FullName };
        await using var process = await CliProcess.StartBenchAsync(folder.Path, environment, arguments);
        return await process.WaitAsync(Patience);
    }

    private static async Task<JsonElement> ReadAsync(string file) =>
        JsonDocument.Parse(await File.ReadAllTextAsync(file)).RootElement;

    private static async Task PlantDeleteAsync(string file)
    {
        await using var log = await ChangeLogFactory.OpenAsync(
            ChangeLogUri.Parse($"embedded:{file}"),
            new ChangeLogOptions { CreateIfMissing = false },
            TimeProvider.System,
            NullLoggerFactory.Instance,
            CancellationToken.None
        );
        const string Delete = """
            {"op":"d","before":{"id":7},"after":null,"source":{"connector":"postgresql","name":"erp","ts_ms":1,"db":"erp",
             "schema":"public","table":"items","lsn":9},"transaction":null,"ts_ms":1}
            """;
        await log.AppendAsync([Events.Of("""{"id":7}""", Delete)], CancellationToken.None);
    }
}
