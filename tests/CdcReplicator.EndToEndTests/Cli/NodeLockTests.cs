using System.Text.Json;
using CdcReplicator.Nodes;
using Microsoft.Data.Sqlite;
using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary><c>node unlock</c> and <c>node lock</c> as processes, with what <c>status</c> says of it.</summary>
public sealed class NodeLockTests
{
    private const string Change = "UPDATE t SET a = 'by hand'";

    [Fact]
    public async Task Unlock_NodeChangedByHand_IsShownUntilItWasComparedAfterwards()
    {
        await using var bench = await Bench.StartAsync();
        var (a, b) = (Database(bench, "a"), Database(bench, "b"));
        await bench.ApplyAsync(a.Options("a") with { Guard = NodeGuard.On });
        await bench.ApplyAsync(b.Options("b") with { Guard = NodeGuard.On });
        await bench.UntilAsync("a", status => status.State == NodeState.Active);
        await bench.UntilAsync("b", status => status.State == NodeState.Active);
        Assert.Throws<SqliteException>(() => a.Execute(Change));
        Assert.Equal((null, null), await ShownAsync(bench));

        var unlock = await RunAsync(bench, "node", "unlock", "a", "--for", "1h", "--reason", "rows repaired");
        Assert.True(unlock.Code == 0, unlock.Errors);
        a.Execute(Change);
        Assert.Throws<SqliteException>(() => b.Execute(Change));
        var (unlocked, unproved) = await ShownAsync(bench);
        Assert.EndsWith(": rows repaired", unlocked, StringComparison.Ordinal);
        Assert.Contains("rows repaired", unproved, StringComparison.Ordinal);

        var relock = await RunAsync(bench, "node", "lock", "a");
        Assert.True(relock.Code == 0, relock.Errors);
        Assert.Throws<SqliteException>(() => a.Execute("DELETE FROM t"));
        Assert.Null((await ShownAsync(bench)).Unlocked);

        Assert.Equal(4, (await RunAsync(bench, "verify")).Code);
        Assert.NotNull((await ShownAsync(bench)).Unproved);
        Assert.Equal(0, (await RunAsync(bench, "node", "unlock", "b", "--for", "1h", "--reason", "the same")).Code);
        b.Execute(Change);

        // An unlocked node may be changed while it is compared, and after it.
        Assert.Equal(0, (await RunAsync(bench, "verify")).Code);
        Assert.Null((await ShownAsync(bench)).Unproved);
        Assert.NotNull((await ShownAsync(bench, "b")).Unproved);
        Assert.Equal(0, (await RunAsync(bench, "node", "lock", "b")).Code);
        Assert.Equal(0, (await RunAsync(bench, "verify")).Code);
        Assert.Null((await ShownAsync(bench, "b")).Unproved);

        var audit = await RunAsync(bench, "log", "audit");
        Assert.Contains("rows repaired", audit.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--for 'soon' is no time", "node", "unlock", "a", "--for", "soon", "--reason", "x")]
    [InlineData("1 s to 24 h, not for 172800 s", "node", "unlock", "a", "--for", "2d", "--reason", "x")]
    [InlineData("--reason is empty", "node", "unlock", "a", "--for", "1m", "--reason", " ")]
    [InlineData("There is no node", "node", "unlock", "b", "--for", "1m", "--reason", "x")]
    [InlineData("there is nothing to lock", "node", "lock", "a")]
    public async Task Unlock_BadInput_NamesItAndOrdersNothing(string problem, params string[] command)
    {
        await using var bench = await Bench.StartAsync();
        await bench.ApplyAsync(Database(bench, "a").Options("a"));
        await bench.UntilAsync("a", status => status.State == NodeState.Active);

        var result = await RunAsync(bench, command);

        Assert.Equal(2, result.Code);
        Assert.Contains(problem, result.Errors, StringComparison.Ordinal);
        Assert.Equal((null, null), await ShownAsync(bench));
    }

    private static SqliteDatabase Database(Bench bench, string name) =>
        bench.Database(name, "CREATE TABLE t (id INT PRIMARY KEY, a TEXT); INSERT INTO t VALUES (1, 'x')");

    private static Task<CliResult> RunAsync(Bench bench, params string[] command) =>
        CliProcess.RunAsync(bench.At(""), [.. command, "--log", bench.Address]);

    private static async Task<(string? Unlocked, string? Unproved)> ShownAsync(Bench bench, string node = "a")
    {
        var (_, status) = await CliProcess.RunJsonAsync(bench.At(""), "status", "--log", bench.Address);
        var member = status
            .GetProperty("members")
            .EnumerateArray()
            .First(shown => shown.GetProperty("node").GetString() == node);
        return (TextOf(member, "unlocked"), TextOf(member, "unproved"));
    }

    private static string? TextOf(JsonElement member, string name) =>
        member.TryGetProperty(name, out var text) ? text.GetString() : null;
}
