using System.Globalization;
using CdcReplicator.Cluster;
using CdcReplicator.Model;
using CdcReplicator.Nodes;

namespace CdcReplicator.EndToEndTests;

/// <summary>
/// The tables into which drift is written: a key and a unique constraint, a key of text, no key, and many small ones
/// for what tables are made of.
/// </summary>
internal static class DriftTables
{
    public const int Rows = 1500;
    public const int SmallTables = 20;
    public const string Default = "right";

    /// <summary>All rows of the tables that are compared.</summary>
    public static readonly string[] Queries =
    [
        "SELECT id, name, CASE WHEN note IS NULL THEN 1 ELSE 0 END, rank FROM items ORDER BY id",
        "SELECT lower(code), code, what FROM codes ORDER BY CAST(substr(code, 5) AS bigint)",
        "SELECT what, n, count(*) FROM facts GROUP BY what, n ORDER BY n",
        "SELECT id, item FROM parts ORDER BY id",
    ];

    public static string Ddl => string.Join(";\n", Tables().Concat(Content(Rows)));

    /// <summary>The same with few rows.</summary>
    public static string FewRows => string.Join(";\n", Tables().Take(4).Concat(Content(100)));

    /// <summary>Two tables with few rows, for what is done often.</summary>
    public static string TwoTables =>
        string.Join(
            ";\n",
            Tables()
                .Take(2)
                .Concat(
                    Content(100)
                        .Where(sql =>
                            !sql.Contains(" facts ", StringComparison.Ordinal)
                            && !sql.Contains(" parts ", StringComparison.Ordinal)
                        )
                )
        );

    /// <summary>A row of <c>codes</c> whose key falls into the last part of the table.</summary>
    public static string CodeOfTheLastPart =>
        Enumerable
            .Range(1, 100)
            .Select(n => $"code{n}")
            .First(code => TablePart.Of(1, KeyPath.Of($$"""{"code":"{{code}}"}""")).Index == KeyPath.FanOut - 1);

    /// <summary>The table of items as nodes of both kinds describe it.</summary>
    public static TableDefinition Items { get; } =
        new(
            TableName.Parse("public.items"),
            [
                new ColumnDefinition("id", new ColumnType(ColumnKind.Int64, "bigint"), Nullable: false),
                new ColumnDefinition("name", new ColumnType(ColumnKind.Text, "text"), Nullable: false),
                new ColumnDefinition("note", new ColumnType(ColumnKind.Text, "text"), Nullable: true),
                new ColumnDefinition("rank", new ColumnType(ColumnKind.Int64, "bigint"), Nullable: false),
            ],
            ["id"],
            [],
            [],
            []
        );

    private static IEnumerable<string> Tables()
    {
        yield return """
            CREATE TABLE items (id bigint NOT NULL PRIMARY KEY, name text NOT NULL, note text, rank bigint NOT NULL,
              CONSTRAINT items_rank UNIQUE (rank))
            """;
        yield return "CREATE TABLE codes (code text NOT NULL PRIMARY KEY, what text)";
        yield return "CREATE TABLE parts (id bigint NOT NULL PRIMARY KEY, item bigint NOT NULL REFERENCES items (id))";
        yield return "CREATE TABLE facts (what text, n bigint)";
        for (var i = 0; i < SmallTables; i++)
        {
            yield return Small(i, Default);
            yield return Index(i);
        }
    }

    /// <summary>The index of a small table.</summary>
    public static string Index(int table) => $"CREATE INDEX s{table}_v ON s{table} (v)";

    /// <summary>A small table whose column has a default.</summary>
    public static string Small(int table, string value) =>
        $"CREATE TABLE s{table} (id bigint NOT NULL PRIMARY KEY, v text DEFAULT '{value}')";

    /// <summary>What <c>verify</c> calls a row of the table without key.</summary>
    public static string FactDigest(int row) =>
        new RowDigester(
            new TableDefinition(
                TableName.Parse("public.facts"),
                [
                    new ColumnDefinition("what", new ColumnType(ColumnKind.Text, "text"), Nullable: true),
                    new ColumnDefinition("n", new ColumnType(ColumnKind.Int64, "bigint"), Nullable: true),
                ],
                [],
                [],
                [],
                []
            )
        )
            .Digest([DataValue.Integer(row), DataValue.Text($"fact {row}")])
            .Key;

    private static IEnumerable<string> Content(int rows)
    {
        for (var i = 1; i <= rows; i += 100)
        {
            yield return $"INSERT INTO items VALUES {List(i, n => $"({n}, 'item {n}', '', {n})")}";
            yield return $"INSERT INTO codes VALUES {List(i, n => $"('code{n}', 'what {n}')")}";
            yield return $"INSERT INTO facts VALUES {List(i, n => $"('fact {n}', {n})")}";
            yield return $"INSERT INTO parts VALUES {List(i, n => $"({n}, {n})")}";
        }
    }

    private static string List(int from, Func<string, string> row) =>
        string.Join(", ", Enumerable.Range(from, 100).Select(n => row(n.ToString(CultureInfo.InvariantCulture))));
}
