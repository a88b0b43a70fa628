using System.Globalization;
using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary>Sources that fail over, move or are killed, as their connectors' records show it.</summary>
public sealed class MovedSourceTests
{
    private const string First = "3e11fa47-71ca-11e1-9e33-c80aa9429562";
    private const string Second = "9b2c1d3e-0000-11ee-8c99-0242ac120002";
    private const string Binlog = "file=bin.000001,pos=100";
    private const string Table = "CREATE TABLE \"main.t\" (id integer PRIMARY KEY, v text)";

    [Fact]
    public async Task Run_MySqlFailedOverToAnotherServer_AppliesItsLowerNumbers()
    {
        List<string> events = [];
        Transaction(events, First + ":1000", MySql(101), Create(1, "before"));
        Transaction(events, Second + ":1", MySql(102), Create(2, "after"));
        Transaction(events, First + ":1000", MySql(101), Create(1, "sent again"));

        Assert.Equal("1=before,2=after", await RowsAfterAsync(events));
    }

    [Fact]
    public async Task Run_PostgresMovedToAServerWithLowerNumbers_GoesOnBehindItsSnapshot()
    {
        List<string> events = [];
        Transaction(events, "501:9000008", Postgres(9_000_000), Create(1, "old"));
        events.Add(Row("null", Postgres(20_000, "first"), "r", Create(1, "snapshot")));
        events.Add(Row("null", Postgres(20_000, "last"), "r", Create(2, "snapshot")));
        Transaction(events, "701:20024", Postgres(20_010), Create(3, "streamed"));
        Transaction(events, "701:20024", Postgres(20_010), Create(3, "sent again"));

        Assert.Equal("1=snapshot,2=snapshot,3=streamed", await RowsAfterAsync(events));
    }

    [Fact]
    public async Task Run_MySqlKilledInsideATransaction_LosesNoRow()
    {
        List<string> events = [Boundary("BEGIN", Binlog), Row(Block(Binlog), MySql(120), "c", Create(1, "a"))];
        events.Add(Boundary("BEGIN", Binlog));
        events.Add(Row(Block(Binlog), MySql(120), "c", Create(1, "a")));
        events.Add(Row(Block(Binlog), MySql(140), "c", Create(2, "b")));
        events.Add(Boundary("END", Binlog, 2));

        Assert.Equal("1=a,2=b", await RowsAfterAsync(events));
    }

    [Fact]
    public async Task Run_KeyChangeWithoutTransactionMetadata_KeepsValuesTheRecordLacks()
    {
        const string Delete =
            """{"key":{"id":1},"value":{"before":{"id":1},"after":null,"source":SOURCE,"transaction":null,"op":"d"},"""
            + """ "headers":{"__debezium.newkey":{"id":2}}}""";
        const string New =
            """{"key":{"id":2},"value":{"before":null,"after":{"id":2,"v":"__debezium_unavailable_value"},"""
            + """ "source":SOURCE,"transaction":null,"op":"c"},"headers":{"__debezium.oldkey":{"id":1}}}""";
        List<string> events = [Row("null", Postgres(1000), "c", Create(1, "large"))];
        events.Add(Delete.Replace("SOURCE", Postgres(1008), StringComparison.Ordinal));
        events.Add("{\"key\":{\"id\":1},\"value\":null}");
        events.Add(New.Replace("SOURCE", Postgres(1008), StringComparison.Ordinal));

        Assert.Equal("2=large", await RowsAfterAsync(events));
    }

    [Fact]
    public async Task Run_StandbyThatWasBehind_HaltsUntilTheSourceIsAccepted()
    {
        List<string> events = [];
        Transaction(events, "501:9000", Postgres(8990), Create(1, "old"));
        Transaction(events, "502:9100", Postgres(9090), Create(2, "lost with the old server"));
        Transaction(events, "502:9050", Postgres(9040), Create(3, "promoted"), time: 2);
        Transaction(events, "503:9080", Postgres(9070), Create(4, "promoted"), time: 3);
        await using var bench = await Bench.StartAsync();
        var (database, applier) = await StartAsync(bench, events);

        var halted = await applier.UntilAsync(status => status.State == NodeState.Halted);
        var before = Rows(database);
        var accepted = await CliProcess.RunAsync(bench.At(""), "accept-source", "dbz", "--yes", "--log", bench.Address);
        await applier.UntilAsync(status => status.LastAppliedSequence >= events.Count);

        Assert.Contains("cdc-replicator accept-source dbz", halted.Reason, StringComparison.Ordinal);
        Assert.Equal("1=old,2=lost with the old server", before);
        Assert.True(accepted.Code == 0, accepted.Errors);
        Assert.Equal("1=old,2=lost with the old server,3=promoted,4=promoted", Rows(database));
    }

    [Fact]
    public async Task AcceptSource_NothingIsHalted_IsRefused()
    {
        await using var bench = await Bench.StartAsync();
        var (_, applier) = await StartAsync(bench, [Row("null", Postgres(1000), "c", Create(1, "a"))]);
        await applier.UntilAsync(status => status.LastAppliedSequence == 0);

        var result = await CliProcess.RunAsync(bench.At(""), "accept-source", "dbz", "--log", bench.Address);

        Assert.NotEqual(0, result.Code);
        Assert.Contains("No node is halted", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_RowsWithoutTransactionsSentAgain_AreKnownByTheirPlaces()
    {
        string[] rows =
        [
            Row("null", Lone(1000, 1008), "c", Create(1, "a")),
            Row("null", Lone(1008, 1016), "u", Create(1, "b")),
            Row("null", Lone(1016, 1010), "c", Create(2, "a")),
        ];
        List<string> events = [.. rows, .. rows, Row("null", Lone(1024, 1032), "u", Create(2, "c"))];

        Assert.Equal(
            "1=b,2=c",
            await RowsAfterAsync(events, "CREATE TABLE \"main.t\" (id integer PRIMARY KEY, v text UNIQUE)")
        );
    }

    [Fact]
    public async Task Run_RowWithoutKeyThatMayBeTheOneBefore_IsRefusedByTheSetting()
    {
        var row = Row("null", Lone(1000, 1008), "c", Create(1, "a"));
        await using var bench = await Bench.StartAsync();
        var (database, applier) = await StartAsync(bench, [row, row], "CREATE TABLE \"main.t\" (id integer, v text)");

        var halted = await applier.UntilAsync(status => status.State == NodeState.Halted);

        Assert.Contains("CdcReplicator:Sources:dbz:Redeliveries", halted.Reason, StringComparison.Ordinal);
        Assert.Equal("1=a", Rows(database));
    }

    private static void Transaction(List<string> events, string id, string source, string after, int time = 1)
    {
        events.Add(Boundary("BEGIN", id, time: time));
        events.Add(Row(Block(id), source, "c", after));
        events.Add(Boundary("END", id, 1, time));
    }

    private static string Create(int id, string text) =>
        string.Create(CultureInfo.InvariantCulture, $"{{\"id\":{id},\"v\":\"{text}\"}}");

    private static string Row(string block, string source, string op, string after) =>
        $"{{\"key\":null,\"value\":{{\"before\":null,\"after\":{after},\"source\":{source},"
        + $"\"transaction\":{block},\"op\":\"{op}\"}}}}";

    private static string Block(string id) => $"{{\"id\":\"{id}\",\"total_order\":1,\"data_collection_order\":1}}";

    private static string Boundary(string status, string id, int? events = null, int time = 1) =>
        $"{{\"value\":{{\"status\":\"{status}\",\"id\":\"{id}\","
        + $"\"ts_ms\":{time.ToString(CultureInfo.InvariantCulture)},"
        + $"\"event_count\":{events?.ToString(CultureInfo.InvariantCulture) ?? "null"}}}}}";

    private static string MySql(long position) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"connector\":\"mysql\",\"name\":\"my\",\"db\":\"main\",\"table\":\"t\",\"file\":\"bin.000001\","
                + $"\"pos\":{position},\"row\":0}}"
        );

    private static string Postgres(long lsn, string snapshot = "false") =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"connector\":\"postgresql\",\"name\":\"dbz\",\"snapshot\":\"{snapshot}\",\"schema\":\"main\","
                + $"\"table\":\"t\",\"lsn\":{lsn}}}"
        );

    private static string Lone(long commit, long lsn) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"connector\":\"postgresql\",\"name\":\"dbz\",\"schema\":\"main\",\"table\":\"t\",\"ts_ms\":1,"
                + $"\"sequence\":\"[\\\"{commit}\\\",\\\"{lsn}\\\"]\",\"lsn\":{lsn}}}"
        );

    private static async Task<string> RowsAfterAsync(List<string> events, string table = Table)
    {
        await using var bench = await Bench.StartAsync();
        var (database, applier) = await StartAsync(bench, events, table);
        await applier.UntilAsync(status =>
            status.State == NodeState.Halted
                ? throw new InvalidOperationException(status.Reason)
                : status.LastAppliedSequence == events.Count - 1
        );
        return Rows(database);
    }

    private static async Task<(SqliteDatabase Database, RunningApplier Applier)> StartAsync(
        Bench bench,
        List<string> events,
        string table = Table
    )
    {
        var database = bench.Database("a", table);
        var file = bench.At("events.jsonl");
        await File.WriteAllLinesAsync(file, events.Select(line => line.Trim()));
        var result = await CliProcess.RunAsync(bench.At(""), "publish", file, "--log", bench.Address);
        Assert.True(result.Code == 0, result.Errors);
        return (database, await bench.ApplyAsync(database.Options("a")));
    }

    private static string Rows(SqliteDatabase database) =>
        database.Query("SELECT id || '=' || v FROM \"main.t\" ORDER BY id");
}
