using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// The state's table of rejected transactions as a table whose rows are compared: which were rejected, and why.
/// </summary>
internal static class RejectionTable
{
    /// <summary>What it is called on every kind of node.</summary>
    public static readonly TableName Name = new("cdc_replicator", StateSchema.Rejections);

    /// <summary>Columns that are alike on all nodes; texts are a server's own.</summary>
    public static readonly IReadOnlyList<string> Compared = [RejectionColumns.All[0], RejectionColumns.All[3]];

    private static readonly HashSet<string> Numbers = new(StringComparer.Ordinal) { "sequence", "number", "log_time" };

    /// <summary>
    /// What a table is called in a statement. The state's table has another name on each kind of database.
    /// </summary>
    public static string TextOf(ISqlDialect dialect, TableName table) =>
        table == Name ? dialect.StateTable(StateSchema.Rejections) : dialect.Table(table);

    /// <summary>All of it.</summary>
    public static TableDefinition Definition { get; } =
        new(
            Name,
            [
                .. RejectionColumns.All.Select(column => new ColumnDefinition(
                    column,
                    Numbers.Contains(column) ? StateTypes.Number : StateTypes.Text,
                    Nullable: column != RejectionColumns.All[0]
                )),
            ],
            [RejectionColumns.All[0]],
            [],
            [],
            []
        );
}
