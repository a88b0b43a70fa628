namespace CdcReplicator.EndToEndTests;

/// <summary>Something the recording's README says the records cannot tell.</summary>
/// <param name="Table">The table.</param>
/// <param name="Column">The column; <c>*</c> for whole rows.</param>
/// <param name="Rows">First columns of the rows meant; empty for all rows.</param>
/// <param name="Reason">Why, in short.</param>
internal sealed record Exemption(string Table, string Column, string[] Rows, string Reason)
{
    public bool IsWholeColumn => Rows.Length == 0;

    public bool Covers(string row, string column) => Column == column && (IsWholeColumn || Rows.Contains(row));
}
