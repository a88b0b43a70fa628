using System.Text.Json;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.EndToEndTests;

public sealed class QuickstartTests
{
    [Fact]
    public async Task Quickstart_ShortWithANodeThatJoins_ReportsIdenticalNodesAndLeavesNothing()
    {
        using var folder = new TempFolder();
        var file = folder.At("report.json");
        var temporary = Directory.CreateDirectory(folder.At("tmp")).FullName;

        await using var process = await CliProcess.StartAsync(
            folder.Path,
            new Dictionary<string, string> { ["TMPDIR"] = temporary },
            "quickstart",
            "--seconds",
            "6",
            "--add-node",
            "--report",
            file
        );
        var result = await process.WaitAsync();

        Assert.True(result.Code == 0, result.Output + result.Errors);
        var report = JsonDocument.Parse(await File.ReadAllTextAsync(file)).RootElement;
        Assert.True(report.GetProperty("nodes_identical").GetBoolean());
        Assert.True(report.GetProperty("transactions").GetInt64() > 0);
        Assert.True(report.GetProperty("rejected").GetInt64() >= 0);
        Assert.True(report.GetProperty("catch_up_seconds").GetDouble() > 0);
        Assert.True(report.GetProperty("backlog_at_restart").GetInt64() > 0);
        var gaps = report.GetProperty("longest_write_gap_ms");
        Assert.All(
            ["before", "node_dead", "catching_up"],
            phase => Assert.True(gaps.GetProperty(phase).GetDouble() >= 0)
        );
        var expected = report.GetProperty("total_balance_expected").GetInt64();
        var balances = report.GetProperty("total_balance_per_node").EnumerateObject().ToList();
        Assert.Equal(4, balances.Count);
        Assert.True(report.GetProperty("join_seconds").GetDouble() > 0);
        Assert.All(balances, balance => Assert.Equal(expected, balance.Value.GetInt64()));
        AssertNothingLeft(temporary);
    }

    /// <summary>No folder, and no process that was given one as an argument.</summary>
    private static void AssertNothingLeft(string temporary)
    {
        Assert.Empty(Directory.GetFileSystemEntries(temporary, "cdc-*"));
        if (Directory.Exists("/proc"))
        {
            Assert.DoesNotContain(
                Directory.GetDirectories("/proc").Select(CommandLineOf),
                command => command.Contains(temporary, StringComparison.Ordinal)
            );
        }
    }

    private static string CommandLineOf(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Not a process, or one that has just ended.
            return "";
        }
    }
}
