using System.Diagnostics;
using System.Text.RegularExpressions;
using CdcReplicator.LocalServers;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary>The commands of <c>docs/lifecycle.md</c>, pasted one after the other.</summary>
public sealed partial class LifecyclePageTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task Page_AllCommands_EndWell()
    {
        using var folder = new TempFolder();
        var script = folder.At("page.sh");
        await File.WriteAllTextAsync(script, await ScriptAsync());
        var start = new ProcessStartInfo("bash", [script])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder.At(""),
        };
        start.Environment["CDC"] = $"dotnet {Path.Combine(AppContext.BaseDirectory, "cdc-replicator.dll")}";
        start.Environment["TMPDIR"] = folder.At("");
        using var shell = await ChildProcessLauncher.StartAsync(start);
        using var patience = new CancellationTokenSource(Patience);
        var errors = shell.StandardError.ReadToEndAsync(patience.Token);
        var output = await shell.StandardOutput.ReadToEndAsync(patience.Token);
        await shell.WaitForExitAsync(patience.Token);

        Assert.True(shell.ExitCode == 0, $"{output}\n{await errors}");
        Assert.Contains("b serves", output, StringComparison.Ordinal);
        Assert.Equal(5, Identical().Count(output));
        Assert.Contains("a copy of node 'b', is node 'c' now", output, StringComparison.Ordinal);
    }

    /// <summary>
    /// All blocks of the page but what builds the program: it is built, and its appliers end with the script.
    /// </summary>
    private static async Task<string> ScriptAsync()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "lifecycle.md"));
        var lines = Block()
            .Matches(page)
            .SelectMany(block => block.Groups[1].Value.Split('\n'))
            .Where(line => !line.StartsWith("dotnet build", StringComparison.Ordinal))
            .Where(line => !line.StartsWith("export CDC=", StringComparison.Ordinal));
        return $"set -euo pipefail\ntrap 'kill $(jobs -p) 2> /dev/null || true' EXIT\n{string.Join('\n', lines)}\n";
    }

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("^Identical at sequence", RegexOptions.Multiline)]
    private static partial Regex Identical();
}
