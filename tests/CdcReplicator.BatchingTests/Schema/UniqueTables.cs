using static CdcReplicator.BatchingTests.Domain;

namespace CdcReplicator.BatchingTests;

/// <summary>Tables with secondary unique constraints and indexes of every sort.</summary>
internal static class UniqueTables
{
    private const string UniquesDdl = """
        CREATE TABLE seat (id int PRIMARY KEY, label text UNIQUE, line int, place int, v int, UNIQUE (line, place));
        CREATE TABLE slot (id int PRIMARY KEY, name text, active int);
        CREATE UNIQUE INDEX slot_active ON slot (name) WHERE active = 1;
        CREATE TABLE login (id int PRIMARY KEY, name text, v int);
        CREATE UNIQUE INDEX login_name ON login (lower(name));
        """;

    public static SchemaFamily Uniques { get; } =
        new(
            "uniques",
            UniquesDdl,
            UniquesDdl,
            new HistoryTable(
                "seat",
                ["id"],
                Id(),
                Text("label", "a", "b", "c"),
                Int("line", 1, 2),
                Int("place", 1, 2),
                Int("v", 1, 2)
            )
            {
                Uniques =
                [
                    row => Unless(row["label"].IsNull, $"{row["label"]}"),
                    row => Unless(row["line"].IsNull || row["place"].IsNull, $"{row["line"]}|{row["place"]}"),
                ],
            },
            new HistoryTable("slot", ["id"], Id(), Text("name", "a", "b"), Int("active", 0, 1, 1))
            {
                Uniques =
                [
                    row =>
                        Unless(
                            row["name"].IsNull || row["active"].IsNull || row["active"].AsInt64() != 1,
                            $"{row["name"]}"
                        ),
                ],
            },
            new HistoryTable("login", ["id"], Id(), Text("name", "ann", "Ann", "bob", "BOB"), Int("v", 1, 2))
            {
                Uniques = [row => NoCase(row, "name")],
            }
        );

    public static SchemaFamily Collations { get; } =
        new(
            "collations",
            """
            CREATE COLLATION nocase (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
            CREATE TABLE nick (id int PRIMARY KEY, nick text COLLATE nocase UNIQUE, v int);
            CREATE TABLE tag (name text COLLATE nocase PRIMARY KEY, v int);
            """,
            """
            CREATE TABLE nick (id int PRIMARY KEY, nick text COLLATE NOCASE UNIQUE, v int);
            CREATE TABLE tag (name text COLLATE NOCASE PRIMARY KEY NOT NULL, v int);
            """,
            new HistoryTable("nick", ["id"], Id(), Text("nick", "a", "A", "b", "B"), Int("v", 1, 2))
            {
                Uniques = [row => NoCase(row, "nick")],
            },
            new HistoryTable("tag", ["name"], Text("name", "a", "A", "b", "B", "c").Required(), Int("v", 1, 2))
            {
                IgnoresCase = true,
            }
        );

    /// <summary>
    /// PostgreSQL alone can put a unique constraint off; a deferrable key cannot arbitrate an upsert.
    /// </summary>
    public static SchemaFamily Deferrable { get; } =
        new(
            "deferrable",
            """
            CREATE TABLE rank (id int PRIMARY KEY, place int UNIQUE DEFERRABLE INITIALLY DEFERRED);
            CREATE TABLE late (id int PRIMARY KEY DEFERRABLE INITIALLY IMMEDIATE, v int);
            """,
            """
            CREATE TABLE rank (id int PRIMARY KEY, place int UNIQUE);
            CREATE TABLE late (id int PRIMARY KEY, v int);
            """,
            new HistoryTable("rank", ["id"], Id(), Int("place", 1, 2, 3))
            {
                Uniques = [row => Unless(row["place"].IsNull, $"{row["place"]}")],
            },
            new HistoryTable("late", ["id"], Id(), Int("v", 1, 2))
        );

    private static string? NoCase(Row row, string column) =>
        row[column].IsNull ? null : row[column].AsText().ToUpperInvariant();

    private static string? Unless(bool apart, string value) => apart ? null : value;
}
