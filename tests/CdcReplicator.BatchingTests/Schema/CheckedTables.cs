using CdcReplicator.Model;
using static CdcReplicator.BatchingTests.Domain;

namespace CdcReplicator.BatchingTests;

/// <summary>Tables with CHECK and NOT NULL constraints and limited types.</summary>
internal static class CheckedTables
{
    private const string Ddl = """
        CREATE TABLE person (
          id int PRIMARY KEY, name varchar(6) NOT NULL, sort text NOT NULL DEFAULT 'plain', age int CHECK (age >= 0), low int, high int,
          CHECK (low <= high));
        CREATE TABLE stock (
          id int PRIMARY KEY, amount int NOT NULL CHECK (amount >= 0), reserved int NOT NULL DEFAULT 0, CHECK (reserved <= amount));
        """;

    public static SchemaFamily Family { get; } =
        new(
            "checks",
            Ddl,
            Ddl,
            new HistoryTable(
                "person",
                ["id"],
                Id(),
                new HistoryColumn("name", Texts("ann", "bob"), DataValue.Text("too long a name")).Required(),
                Text("sort", "plain", "fine").Required(DataValue.Text("plain")),
                new HistoryColumn("age", Numbers(0, 30), Numbers(-1)),
                Int("low", 1, 5),
                Int("high", 3, 9)
            )
            {
                Check = row =>
                    (row["age"].IsNull || row["age"].AsInt64() >= 0)
                    && (row["low"].IsNull || row["high"].IsNull || row["low"].AsInt64() <= row["high"].AsInt64()),
            },
            new HistoryTable(
                "stock",
                ["id"],
                Id(),
                new HistoryColumn("amount", Numbers(0, 2, 5), Numbers(-1)).Required(),
                new HistoryColumn("reserved", Numbers(0, 1, 5), Numbers(9)).Required(DataValue.Integer(0))
            )
            {
                Check = row => row["amount"].AsInt64() >= 0 && row["reserved"].AsInt64() <= row["amount"].AsInt64(),
            }
        );
}
