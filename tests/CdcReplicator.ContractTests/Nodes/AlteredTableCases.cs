using CdcReplicator.Model;
using CdcReplicator.Nodes;
using static CdcReplicator.ContractTests.Rows;

namespace CdcReplicator.ContractTests;

/// <summary>
/// What an operator does to the table <c>t (id int, a int, n numeric(10,4), must text NOT NULL)</c> while a node has it
/// open, and a row that needs it.
/// </summary>
internal static class AlteredTableCases
{
    public const string Ddl =
        "CREATE TABLE t (id int PRIMARY KEY, a int, n numeric(10,4), must text NOT NULL); INSERT INTO t VALUES (1, 1, "
        + "1.5, 'x')";

    public const string Added = "column added";
    public const string Widened = "column widened";
    public const string Rescaled = "scale cut";
    public const string Renamed = "column renamed";
    public const string Loosened = "NOT NULL dropped";
    public const string Recreated = "table recreated";

    public static IReadOnlyList<string> Names { get; } = [Added, Widened, Rescaled, Renamed, Loosened, Recreated];

    /// <summary>The statements on a kind of node.</summary>
    public static string StatementsOf(string name, string kind) =>
        (name, kind == NodeKinds.Postgres) switch
        {
            (Added, _) => "ALTER TABLE t ADD extra text",
            (Renamed, _) => "ALTER TABLE t RENAME a TO b",
            (Widened, true) => "ALTER TABLE t ALTER a TYPE bigint",
            (Rescaled, true) => "ALTER TABLE t ALTER n TYPE numeric(10,2)",
            (Loosened, true) => "ALTER TABLE t ALTER must DROP NOT NULL",
            (Widened, false) => Rebuild("id int PRIMARY KEY, a bigint, n numeric(10,4), must text NOT NULL"),
            (Rescaled, false) => Rebuild("id int PRIMARY KEY, a int, n numeric(10,2), must text NOT NULL"),
            (Loosened, false) => Rebuild("id int PRIMARY KEY, a int, n numeric(10,4), must text"),
            _ => Rebuild("id int PRIMARY KEY, a int, n numeric(10,4), must text NOT NULL, more text DEFAULT 'm'"),
        };

    /// <summary>A change that is right with the tables as they are now.</summary>
    public static RowChange ChangeOf(string name, int id) =>
        name switch
        {
            Added => Create("t", Int("id", id), Text("must", "m"), Text("extra", "e")),
            Widened => Create("t", Int("id", id), Text("must", "m"), Int("a", 5_000_000_000)),
            Renamed => Create("t", Int("id", id), Text("must", "m"), Int("b", 8)),
            Loosened => Create("t", Int("id", id), Null("must")),
            _ => Create("t", Int("id", id), Text("must", "m")),
        };

    private static string Rebuild(string columns) =>
        $"CREATE TABLE t_new ({columns}); INSERT INTO t_new SELECT id, a, n, must{More(columns)} FROM t; DROP TABLE t; "
        + "ALTER TABLE t_new RENAME TO t";

    private static string More(string columns) => columns.Contains("more", StringComparison.Ordinal) ? ", 'm'" : "";
}
