using CdcReplicator.Debezium;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.UnitTests;

/// <summary>The byte vectors of the format page, read.</summary>
public sealed class FormatPageDecodingTests
{
    private readonly MemorySchemaRegistry _registry = new();

    public FormatPageDecodingTests()
    {
        foreach (
            var schema in new[]
            {
                FormatPage.KeySchema,
                FormatPage.EnvelopeSchema,
                FormatPage.TransactionKeySchema,
                FormatPage.TransactionValueSchema,
            }
        )
        {
            _registry.RegisterAsync("subject", schema, CancellationToken.None).AsTask().Wait();
        }
    }

    [Fact]
    public async Task Create_DecodesWithKeySourceAndTransaction()
    {
        var row = (await DecodeAsync(FormatPage.Key, FormatPage.Create)).Row;

        Assert.Equal(new TableName("public", "customers"), row.Change.Table);
        Assert.Equal(ChangeOperation.Create, row.Change.Operation);
        Assert.Equal([DataValue.Integer(1)], row.Change.Key!.Value.ToValues());
        Assert.Null(row.Change.Before);
        Assert.Equal(["id", "first_name", "last_name", "email"], row.Change.After!.Value.Shape.Columns);
        Assert.Equal(
            [
                DataValue.Integer(1),
                DataValue.Text("Anne"),
                DataValue.Text("Kretchmar"),
                DataValue.Text("annek@noanswer.org"),
            ],
            row.Change.After.Value.ToValues()
        );
        Assert.Equal(
            new SourceInfo("postgresql", "PostgreSQL_server", 555, 24023128, SnapshotMark.None, 1559033904863),
            row.Source
        );
        Assert.Equal(new TransactionBlock(new TransactionId("555:24023128"), 1, null), row.Transaction);
        Assert.Equal(WriteSemantics.Trusted, row.Source.Semantics);
    }

    [Fact]
    public async Task Delete_DecodesWithBefore()
    {
        var row = (await DecodeAsync(FormatPage.Key, FormatPage.Delete)).Row;

        Assert.Equal(ChangeOperation.Delete, row.Change.Operation);
        Assert.Null(row.Change.After);
        Assert.Equal(DataValue.Integer(1), row.Change.Before!.Value.ToValues()[0]);
        Assert.True(row.Change.BeforeIsComplete);
        Assert.Null(row.Transaction);
    }

    [Fact]
    public async Task Boundaries_Decode()
    {
        var begin = Assert.IsType<BeginEvent>((await DecodeAsync(FormatPage.TransactionKey, FormatPage.Begin)).Other);
        var end = Assert.IsType<EndEvent>((await DecodeAsync(FormatPage.TransactionKey, FormatPage.End)).Other);

        Assert.Equal("571:53195829", begin.Id);
        Assert.Equal(("571:53195832", 2), (end.Id, end.EventCount));
    }

    [Fact]
    public async Task NullValue_IsATombstone() =>
        Assert.IsType<TombstoneEvent>(
            (
                await Decoder()
                    .DecodeAsync(new LogRecord(3, 0, Convert.FromHexString(FormatPage.Key), null, []), default)
            ).Other
        );

    [Fact]
    public async Task SchemaIdsInHeaders_AreUsedInsteadOfThePrefix()
    {
        var record = new LogRecord(
            1,
            0,
            Convert.FromHexString(FormatPage.Key)[5..],
            Convert.FromHexString(FormatPage.Create)[5..],
            [
                new RecordHeader("__key_schema_id", [0, 0, 0, 0, 1]),
                new RecordHeader("__value_schema_id", [0, 0, 0, 0, 2]),
            ]
        );

        var row = (await Decoder().DecodeAsync(record, CancellationToken.None)).Row;

        Assert.Equal([DataValue.Integer(1)], row.Change.Key!.Value.ToValues());
    }

    [Fact]
    public void TryDecode_SchemaNeverSeen_False() =>
        Assert.False(
            Decoder().TryDecode(new LogRecord(1, 0, null, Convert.FromHexString(FormatPage.Create), []), out _)
        );

    [Fact]
    public async Task Rows_OfOneSchema_ShareAShape()
    {
        var decoder = Decoder();
        var record = new LogRecord(1, 0, null, Convert.FromHexString(FormatPage.Create), []);

        var first = (await decoder.DecodeAsync(record, CancellationToken.None)).Row;

        Assert.True(decoder.TryDecode(record, out var second));
        Assert.Same(first.Change.After!.Value.Shape, second.Row.Change.After!.Value.Shape);
    }

    private RecordDecoder Decoder() => new(_registry, new DebeziumDecoderOptions(), TimeProvider.System);

    private async Task<LogEvent> DecodeAsync(string key, string value) =>
        await Decoder()
            .DecodeAsync(
                new LogRecord(7, 0, Convert.FromHexString(key), Convert.FromHexString(value), []),
                CancellationToken.None
            );
}
