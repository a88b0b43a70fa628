namespace CdcReplicator.Nodes;

/// <summary>The columns of the state's table of rejected transactions, in the order in which all write them.</summary>
internal static class RejectionColumns
{
    /// <summary>Their names.</summary>
    public static readonly IReadOnlyList<string> All =
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
    ];
}
