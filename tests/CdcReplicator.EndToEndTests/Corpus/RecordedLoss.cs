namespace CdcReplicator.EndToEndTests;

/// <summary>
/// What a connector's setting makes of a column's values before they come here, as SQL over the values that the source
/// held: the copy is compared with what is left.
/// </summary>
/// <param name="Table">The table.</param>
/// <param name="Column">The column.</param>
/// <param name="Value">What its values become.</param>
/// <param name="Rows">Which rows.</param>
internal sealed record RecordedLoss(string Table, string Column, string Value, string Rows = "true")
{
    /// <summary>The statement.</summary>
    public string Sql => $"""UPDATE expected."{Table}" SET "{Column}" = {Value} WHERE {Rows}""";
}
