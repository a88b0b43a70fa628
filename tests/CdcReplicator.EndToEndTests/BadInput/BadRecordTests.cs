using System.Globalization;
using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;
using CdcReplicator.Model;
using CdcReplicator.UnitTests;
using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary>
/// Records that are wrong wherever they are read: every node halts there alike, and goes on together after a skip.
/// </summary>
public sealed class BadRecordTests
{
    [Theory]
    [InlineData("malformed JSON", "{\"op\":", "JSON")]
    [InlineData("no Debezium record", "{\"a\":1}", "no kind of Debezium record")]
    [InlineData("malformed Avro", "hex:FF02", "0xFF")]
    [InlineData("cut Avro", "avro", "ends early")]
    [InlineData("unknown schema id", "hex:007FFFFFF002", "2147483632")]
    public async Task Run_UndecodableRecord_HaltsEveryNodeThereUntilItIsSkipped(string input, string value, string says)
    {
        Assert.NotEmpty(input);
        await using var bench = await Bench.StartAsync();
        await bench.AppendAsync(Events.Create(1));
        var bad = await bench.AppendAsync(new RecordToAppend(null, await BytesAsync(bench.Log, value)));
        await bench.AppendAsync(Events.Create(2));

        await AssertHaltedUntilSkippedAsync(bench, bad.LastOffset, says, "1|x", "1|x,2|x");
    }

    [Fact]
    public async Task Run_TornTransaction_HaltsEveryNodeAtItsEnd()
    {
        await using var bench = await Bench.StartAsync();
        const string block = """{"id":"571:1010","total_order":1,"data_collection_order":1}""";
        await bench.AppendAsync(
            Events.Text("""{"status":"BEGIN","id":"571:1000","ts_ms":1,"event_count":null,"data_collections":null}"""),
            Events.Create(1, transaction: block)
        );
        var end = await bench.AppendAsync(
            Events.Text(
                """{"status":"END","id":"571:1020","ts_ms":1,"event_count":2,"data_collections":[{"data_collection":"public.items","event_count":2}]}"""
            )
        );
        await bench.AppendAsync(Events.Create(2));

        await AssertHaltedUntilSkippedAsync(bench, end.LastOffset, "counts 2 events, the log has 1", "", "2|x");
    }

    [Fact]
    public async Task Run_ChangeWithoutKey_HaltsEveryNode()
    {
        await using var bench = await Bench.StartAsync();
        await bench.AppendAsync(Events.Create(1));
        var bad = await bench.AppendAsync(
            Events.Text(
                """
                {"op":"u","before":null,"after":{"what":"y"},"source":{"connector":"postgresql","name":"erp","ts_ms":1,
                 "db":"erp","schema":"public","table":"items","lsn":1015},"ts_ms":1}
                """
            )
        );
        await bench.AppendAsync(Events.Create(2));

        await AssertHaltedUntilSkippedAsync(bench, bad.LastOffset, "the table's key", "1|x", "1|x,2|x");
    }

    [Fact]
    public async Task Write_OversizeRow_IsRefusedBeforeTheLogAndTheNextWriteGoesOn()
    {
        await using var bench = await Bench.StartAsync();
        var database = bench.Database("a");
        var applier = await bench.ApplyAsync(database, "a");
        await applier.UntilAsync(status => status.State == NodeState.Active);
        await using var cluster = await CdcCluster.ConnectAsync(bench.Address);

        var error = await Assert.ThrowsAsync<RecordTooLargeException>(() =>
            cluster.WriteAsync(tx =>
                tx.Insert("items", new { id = 1, what = new string('x', EmbeddedLogOptions.DefaultMaxRecordBytes) })
            )
        );
        await cluster.WriteAsync(tx => tx.Insert("items", new { id = 2, what = "y" }), Durability.AppliedEverywhere);

        Assert.Equal(EmbeddedLogOptions.DefaultMaxRecordBytes, error.Limit);
        Assert.Contains(error.Size.ToString(CultureInfo.InvariantCulture), error.Problem, StringComparison.Ordinal);
        Assert.Equal("2|y", database.Query(Events.Items));
    }

    private static async Task AssertHaltedUntilSkippedAsync(
        Bench bench,
        long offset,
        string says,
        string before,
        string after
    )
    {
        SqliteDatabase[] databases = [bench.Database("a"), bench.Database("b")];
        var appliers = new List<RunningApplier>();
        foreach (var (database, id) in databases.Zip(["a", "b"]))
        {
            appliers.Add(await bench.ApplyAsync(database, id));
        }

        foreach (var applier in appliers)
        {
            var reason = await applier.ReasonOfAsync(NodeState.Halted);
            Assert.Contains(says, reason, StringComparison.Ordinal);
            Assert.Matches($"(offset|sequence) {offset}\\b", reason);
        }

        Assert.All(databases, database => Assert.Equal(before, database.Query(Events.Items)));

        var skip = await bench.AppendAsync(await Events.SkipAsync(bench.Log, offset));
        foreach (var applier in appliers)
        {
            await applier.UntilAsync(status =>
                status.State == NodeState.Active && status.LastAppliedSequence >= skip.LastOffset
            );
        }

        Assert.All(databases, database => Assert.Equal(after, database.Query(Events.Items)));
    }

    private static async Task<byte[]> BytesAsync(IChangeLog log, string value)
    {
        if (value == "avro")
        {
            var id = await new MetadataSchemaRegistry(log.Metadata).RegisterAsync(
                "e2e",
                FormatPage.EnvelopeSchema,
                CancellationToken.None
            );
            var bytes = Convert.FromHexString(FormatPage.Create)[..40];
            System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(1), id);
            return bytes;
        }

        return value.StartsWith("hex:", StringComparison.Ordinal)
            ? Convert.FromHexString(value["hex:".Length..])
            : System.Text.Encoding.UTF8.GetBytes(value);
    }
}
