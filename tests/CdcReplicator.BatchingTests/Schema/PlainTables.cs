using CdcReplicator.Model;
using static CdcReplicator.BatchingTests.Domain;

namespace CdcReplicator.BatchingTests;

/// <summary>Tables with nothing but a key: where batching may go fastest.</summary>
internal static class PlainTables
{
    private const string Ddl = """
        CREATE TABLE account (id int PRIMARY KEY, owner text NOT NULL, balance bigint NOT NULL DEFAULT 7, note text);
        CREATE TABLE typed (id int PRIMARY KEY, at timestamptz, day date, doc jsonb, raw bytea, flag boolean, ratio real);
        CREATE TABLE priced (
          id int PRIMARY KEY, price int, quantity int, total int GENERATED ALWAYS AS (price * quantity) STORED, note text);
        """;

    public static SchemaFamily Family { get; } =
        new(
            "plain",
            Ddl,
            Ddl,
            new HistoryTable(
                "account",
                ["id"],
                Id(),
                Text("owner", "ann", "bob", "").Required(),
                new HistoryColumn("balance", Numbers(0, 1, -5, 4_000_000_000)).Required(DataValue.Integer(7)),
                Text("note", "x", "a much longer note that a row may carry", "tab\tand\nline \\ \"quote\"")
            ),
            new HistoryTable(
                "typed",
                ["id"],
                Id(),
                new HistoryColumn(
                    "at",
                    [
                        DataValue.Micros(DataKind.TimestampTz, 1_700_000_000_123_456),
                        DataValue.Micros(DataKind.TimestampTz, 0),
                    ]
                ),
                new HistoryColumn("day", [DataValue.Date(0), DataValue.Date(19_000)]),
                new HistoryColumn(
                    "doc",
                    [DataValue.Text("""{"a":1}""", DataKind.Json), DataValue.Text("[]", DataKind.Json)]
                ),
                new HistoryColumn("raw", [DataValue.Bytes([]), DataValue.Bytes([0, 255, 92])]),
                new HistoryColumn("flag", [DataValue.Boolean(true), DataValue.Boolean(false)]),
                new HistoryColumn("ratio", [DataValue.Float32(0.5f), DataValue.Float32(-3f)])
            ),
            new HistoryTable(
                "priced",
                ["id"],
                Id(),
                Int("price", 1, 2, 3),
                Int("quantity", 0, 10),
                new HistoryColumn("total", Numbers(0)) { Generated = true },
                Text("note", "n", "m")
            )
        );
}
