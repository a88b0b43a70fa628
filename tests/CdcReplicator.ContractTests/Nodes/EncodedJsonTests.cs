using System.Buffers.Binary;
using System.Text;
using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.ContractTests;

/// <summary>
/// JSON that goes from record to COPY as it is, read by nobody but the server: it takes what is taken one by one, and
/// nothing else.
/// </summary>
public sealed class EncodedJsonTests
{
    /// <summary>So many that they go by COPY.</summary>
    private const int Rows = 20;
    private const int OddRow = 5;

    [Theory, PostgresNode]
    public async Task ApplyBatch_AnyJson_EndsAsOneByOne(string kind) => await CompareAsync(kind, "json");

    [Theory, PostgresNode]
    public async Task ApplyBatch_AnyBinaryJson_EndsAsOneByOne(string kind) => await CompareAsync(kind, "jsonb");

    private static string[] Documents { get; } =
    [
        "{}",
        " [1, 2.5e3, -0, \"x\", true, null]\n",
        "7",
        "\"text\"",
        "",
        " ",
        "{",
        "{\"a\":}",
        "{\"a\":1,}",
        "{\"a\":1} x",
        "{'a':1}",
        "{a:1}",
        "[1 2]",
        "[01]",
        "[1.]",
        "[.5]",
        "[+1]",
        "[1e]",
        "[1e400]",
        "[0x10]",
        "[NaN]",
        "[Infinity]",
        "[True]",
        "[nul]",
        "\"tab\tinside\"",
        "\"\\x\"",
        "\"\\u00\"",
        "\"\\u0000\"",
        "{\"\\u0000\":1}",
        "\"\\ud800\"",
        "\"\\ud83d\\ude00\"",
        "[1] // remark",
        "/* remark */ [1]",
        "\uFEFF[1]",
        "[1]\f",
        "{\"a\":1,\"a\":2}",
        new string('[', 1000) + new string(']', 1000),
        new string('[', 1001) + new string(']', 1001),
    ];

    private static async Task CompareAsync(string kind, string type)
    {
        await using var node = await TestNode.CreateAsync(kind, $"CREATE TABLE d (id int PRIMARY KEY, doc {type})");
        foreach (var document in Documents)
        {
            var oneByOne = await RunAsync(node, document, ApplyOneByOneAsync);

            var batched = await RunAsync(node, document, ApplyBatchAsync);

            Assert.True(oneByOne == batched, $"{document}: one by one {oneByOne}, in a batch {batched}");
        }
    }

    private static async Task<string> RunAsync(
        TestNode node,
        string document,
        Func<TestNode, RowChange[], Task> applyAsync
    )
    {
        await node.ExecuteAsync("TRUNCATE d");
        await node.OpenAsync();
        var rows = new Documented();
        try
        {
            await applyAsync(
                node,
                [.. Enumerable.Range(1, Rows).Select(id => rows.Insert(id, id == OddRow ? document : "[]"))]
            );
        }
        catch (ReplicationException error)
        {
            return error.GetType().Name;
        }

        return string.Join(' ', await node.QueryAsync("SELECT id, doc::text FROM d ORDER BY id"));
    }

    private static async Task ApplyOneByOneAsync(TestNode node, RowChange[] changes)
    {
        foreach (var change in changes)
        {
            await node.TrustedAsync(change);
        }
    }

    private static async Task ApplyBatchAsync(TestNode node, RowChange[] changes)
    {
        ChangeTransaction[] batch = [.. changes.Select(change => node.Change(WriteSemantics.Trusted, change))];
        await using var transaction = await node.Node.BeginAsync(WriteSemantics.Trusted, CancellationToken.None);
        await transaction.ApplyBatchAsync(node.Node.Prepare(WriteSemantics.Trusted, batch), CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
    }

    /// <summary>Rows as a decoder leaves them: a number, and the document's bytes.</summary>
    private sealed class Documented()
        : RowEncoding(
            new RowShape(["id", "doc"]),
            [
                new FieldWire(DataKind.Integer, IsCertain: true, MayBeNull: false, IntegerBits: 32),
                new FieldWire(DataKind.Json, IsCertain: true, MayBeNull: false),
            ]
        )
    {
        public override bool HasUnavailable => false;

        public RowChange Insert(int id, string document)
        {
            var row = new byte[sizeof(int) + Encoding.UTF8.GetByteCount(document)];
            BinaryPrimitives.WriteInt32LittleEndian(row, id);
            Encoding.UTF8.GetBytes(document, row.AsSpan(sizeof(int)));
            return new RowChange
            {
                Table = TableName.Parse("d"),
                Operation = ChangeOperation.Create,
                After = new RowImage(this, row),
            };
        }

        public override void Read<TSink>(ReadOnlySpan<byte> row, ref TSink sink)
        {
            sink.Integer(0, BinaryPrimitives.ReadInt32LittleEndian(row));
            sink.Text(1, row[sizeof(int)..], DataKind.Json);
        }

        public override bool TryReadInteger(ReadOnlySpan<byte> row, int field, out long value)
        {
            value = field == 0 ? BinaryPrimitives.ReadInt32LittleEndian(row) : 0;
            return field == 0;
        }
    }
}
