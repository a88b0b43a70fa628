using CdcReplicator.Model;
using static CdcReplicator.BatchingTests.Domain;

namespace CdcReplicator.BatchingTests;

/// <summary>Keys of every sort, among them ones whose equality is not that of their spelling.</summary>
internal static class KeyTables
{
    private const string Ddl = """
        CREATE TABLE word (word text PRIMARY KEY, n int);
        CREATE TABLE device (id uuid PRIMARY KEY, price numeric(10,2));
        CREATE TABLE pair (b text NOT NULL, v numeric(8,3), a int NOT NULL, PRIMARY KEY (a, b));
        CREATE TABLE gauge (f double precision PRIMARY KEY, v int);
        CREATE TABLE amount (n numeric(12,3) PRIMARY KEY, v int);
        CREATE TABLE badge (code text NOT NULL UNIQUE, v int);
        CREATE TABLE padded (c char(3) PRIMARY KEY, v int);
        CREATE TABLE bare (id int PRIMARY KEY);
        """;

    public static SchemaFamily Family { get; } =
        new(
            "keys",
            Ddl,
            Ddl,
            new HistoryTable("word", ["word"], Text("word", "a", "A", "a ", "ä", "").Required(), Int("n", 1, 2)),
            new HistoryTable(
                "device",
                ["id"],
                new HistoryColumn("id", Uuids(4), DataValue.Text("no uuid")).Required(),
                new HistoryColumn("price", Decimals("0", "1.5", "-2.25"), Decimals("123456789.00"))
            ),
            new HistoryTable(
                "pair",
                ["a", "b"],
                Text("b", "x", "y").Required(),
                new HistoryColumn("v", Decimals("1", "2.5")),
                new HistoryColumn("a", Numbers(1, 2)).Required()
            ),
            new HistoryTable(
                "gauge",
                ["f"],
                new HistoryColumn("f", Doubles(0, 0.1, -1.5, 1e300)).Required(),
                Int("v", 1, 2)
            ),
            new HistoryTable(
                "amount",
                ["n"],
                new HistoryColumn("n", Decimals("0", "1.5", "1.25", "-1")).Required(),
                Int("v", 1, 2)
            ),
            new HistoryTable("badge", ["code"], Text("code", "p", "q", "r").Required(), Int("v", 1, 2)),
            new HistoryTable("padded", ["c"], Text("c", "a", "ab", "abc").Required(), Int("v", 1, 2)),
            new HistoryTable("bare", ["id"], Id())
        );
}
