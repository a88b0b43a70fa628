using CdcReplicator.Model;
using CdcReplicator.Nodes;

namespace CdcReplicator.BatchingTests;

/// <summary>Statements that clear and read a whole database of a history.</summary>
internal static class ContentsSql
{
    private const string Position = "position";

    private static readonly (string Table, string[] Columns)[] State =
    [
        (Position, ["last_applied_sequence", "restart_offset", "log_time", "fingerprint"]),
        ("publishers", ["publisher", "kind", "last_number", "missing", "last_log_time"]),
        (
            "rejections",
            [
                "sequence",
                "publisher",
                "number",
                "reason",
                "table_name",
                "row_key",
                "constraint_name",
                "detail",
                "log_time",
            ]
        ),
        ("snapshots", ["source", "unfinished"]),
        ("snapshot_states", ["source", "stage", "attempt", "is_shared", "streaming_since"]),
        ("snapshot_tables", ["source", "table_name", "attempt"]),
        ("snapshot_keys", ["source", "table_name", "key_digest"]),
    ];

    public static string Clear(string kind, HistorySchema schema)
    {
        var state = State.Where(s => s.Table != Position).Select(s => StateTable(kind, s.Table));
        var tables = schema.Tables.Select(t => t.Name).Concat(state).Select(table => $"DELETE FROM {table};");
        // Triggers of SQLite act here too, so the tables they write come once more.
        var trails = schema.Tables.Where(t => t.IsWrittenByTrigger).Select(t => $"DELETE FROM {t.Name};");
        var reset =
            $"UPDATE {StateTable(kind, Position)} SET last_applied_sequence = -1, restart_offset = 0, log_time = 0, "
            + "fingerprint = NULL;";
        return $"BEGIN; {string.Join(' ', tables.Concat(trails))} {reset} COMMIT";
    }

    public static string Read(string kind, HistorySchema schema)
    {
        var tables = schema.Tables.Select(table =>
            (table.Name, table.Name, table.Columns.Select(c => Comparable(c, kind)))
        );
        var state = State.Select(s => ($"({s.Table})", StateTable(kind, s.Table), s.Columns.AsEnumerable()));
        return string.Join(" UNION ALL ", tables.Concat(state).Select(t => Select(kind, t)));
    }

    private static string Select(string kind, (string Label, string Table, IEnumerable<string> Columns) from)
    {
        var quote = kind == NodeKinds.Postgres ? "quote_nullable" : "quote";
        var row = string.Join(" || ',' || ", from.Columns.Select(column => $"{quote}({column})"));
        return $"SELECT '{from.Label}', {row} FROM {from.Table}";
    }

    /// <summary>The sign of a zero is no difference: a node keeps whichever was written first.</summary>
    private static string Comparable(HistoryColumn column, string kind) =>
        column.Good is [{ Kind: DataKind.Float64 }, ..] ? $"{column.Name} + 0.0"
        : kind == NodeKinds.Postgres ? $"{column.Name}::text"
        : column.Name;

    private static string StateTable(string kind, string table) =>
        (kind == NodeKinds.Postgres ? "cdc_replicator." : "cdc_replicator_") + table;
}
