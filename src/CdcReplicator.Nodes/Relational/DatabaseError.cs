namespace CdcReplicator.Nodes;

/// <summary>What a database said, reduced to what may be shown: code and message, never row data.</summary>
/// <param name="Code">SQLSTATE or extended SQLite result code; null if there was none (connection).</param>
/// <param name="Problem">What happened, a sentence without row data.</param>
/// <param name="Verdict">What it means.</param>
internal sealed record DatabaseError(string? Code, string Problem, DatabaseVerdict Verdict)
{
    /// <summary>The same, of the value of a column.</summary>
    public DatabaseError InColumn(string column) => this with { Problem = RefusedColumn.Name(column, Problem) };
}
