using System.Text.Json;
using CdcReplicator.Nodes;
using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary><c>verify</c> as a process, on SQLite nodes.</summary>
public sealed class VerifyTests
{
    private const string Ddl = "CREATE TABLE t (id INT PRIMARY KEY, a TEXT, note TEXT)";

    private const string ManyRows = """
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 150000)
        INSERT INTO t SELECT i, 'row ' || i, NULL FROM n
        """;

    [Fact]
    public async Task Verify_LargeTable_NamesExactlyTheRowsThatDiffer()
    {
        await using var bench = await Bench.StartAsync();
        var (a, b) = (bench.Database("a", Ddl), bench.Database("b", Ddl));
        a.Execute(ManyRows);
        b.Execute(ManyRows);
        b.Execute("DELETE FROM t WHERE id IN (77777, 150000); UPDATE t SET a = 'x' WHERE id = 4711");
        await StartAsync(bench, a.Options("a"), b.Options("b"));

        var (code, report) = await VerifyAsync(bench);

        Assert.Equal(4, code);
        Assert.Equal("different", report.GetProperty("result").GetString());
        Assert.Equal(
            "public.t: {\"id\":150000} missing on b, {\"id\":4711} differs, {\"id\":77777} missing on b (3 keys; rows: "
                + "a 150,000, b 149,998).",
            Assert.Single(report.GetProperty("differences").EnumerateArray()).GetString()
        );
        Assert.Empty(report.GetProperty("problems").EnumerateArray());
    }

    [Fact]
    public async Task Verify_WhatMayDiffer_IsListedAsNotComparedAndTheRestIsIdentical()
    {
        await using var bench = await Bench.StartAsync();
        var a = bench.Database("a", $"{Ddl}; CREATE TABLE audit (id INT PRIMARY KEY)");
        var b = bench.Database("b", "CREATE TABLE t (id INT PRIMARY KEY, a TEXT, more TEXT)");
        a.Execute("INSERT INTO t VALUES (1, 'same', 'other')");
        b.Execute("INSERT INTO t VALUES (1, 'same', 'more')");
        await StartAsync(
            bench,
            a.Options("a"),
            b.Options("b") with
            {
                Ignore = ["public.t.note", "public.t.more", "public.audit"],
            }
        );

        var (code, report) = await VerifyAsync(bench);

        Assert.Equal(0, code);
        Assert.True(report.GetProperty("identical").GetBoolean());
        Assert.Equal(
            ["public.audit", "public.t.note"],
            report.GetProperty("not_compared").EnumerateArray().Select(left => left.GetProperty("what").GetString())
        );

        b.Execute("UPDATE t SET a = 'other'");
        Assert.Equal(4, (await VerifyAsync(bench)).Code);
    }

    [Fact]
    public async Task Verify_OneNodeAlone_IsNeitherIdenticalNorDifferent()
    {
        await using var bench = await Bench.StartAsync();
        await StartAsync(bench, bench.Database("a", Ddl).Options("a"));

        var (code, report) = await VerifyAsync(bench);

        Assert.Equal(5, code);
        Assert.Equal("not_compared", report.GetProperty("result").GetString());
        Assert.Contains(
            "no other node",
            Assert.Single(report.GetProperty("problems").EnumerateArray()).GetString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Verify_NodesThatDiffer_AreMarkedUntilTheyAreEqual()
    {
        await using var bench = await Bench.StartAsync();
        var (a, b) = (bench.Database("a", Ddl), bench.Database("b", Ddl));
        a.Execute("INSERT INTO t VALUES (1, 'right', NULL)");
        b.Execute("INSERT INTO t VALUES (1, 'wrong', NULL)");
        await StartAsync(bench, a.Options("a"), b.Options("b"));

        Assert.Empty(Marked((await VerifyAsync(bench, "--look-only")).Report));
        Assert.Equal(["a", "b"], await DivergedAsync(bench, "verify"));
        Assert.Equal(["b"], await DivergedAsync(bench, "verify", "--trust", "a"));

        b.Execute("UPDATE t SET a = 'right'");
        Assert.Empty(await DivergedAsync(bench, "verify"));
    }

    private static IEnumerable<string?> Marked(JsonElement report) =>
        report.GetProperty("marks").EnumerateArray().Select(mark => mark.GetString());

    /// <summary>The nodes that <c>status</c> shows as diverged after a command.</summary>
    private static async Task<IEnumerable<string?>> DivergedAsync(Bench bench, params string[] command)
    {
        await CliProcess.RunAsync(bench.At(""), [.. command, "--log", bench.Address]);
        var (_, status) = await CliProcess.RunJsonAsync(bench.At(""), "status", "--log", bench.Address);
        return status
            .GetProperty("members")
            .EnumerateArray()
            .Where(member => member.GetProperty("diverged").ValueKind == JsonValueKind.String)
            .Select(member => member.GetProperty("node").GetString());
    }

    private static async Task StartAsync(Bench bench, params NodeOptions[] nodes)
    {
        foreach (var node in nodes)
        {
            await bench.ApplyAsync(node);
            await bench.UntilAsync(node.Id, status => status.State == NodeState.Active);
        }
    }

    private static async Task<(int Code, JsonElement Report)> VerifyAsync(Bench bench, params string[] options) =>
        await CliProcess.RunJsonAsync(bench.At(""), ["verify", .. options, "--log", bench.Address]);
}
