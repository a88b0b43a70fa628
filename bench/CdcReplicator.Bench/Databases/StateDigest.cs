namespace CdcReplicator.Bench;

/// <summary>Rows and checksum of every table of a database; independent of the order of rows.</summary>
/// <param name="Tables">
/// By table name, a text that is equal if and, short of a collision of 128 bits, only if the rows are.
/// </param>
internal sealed record StateDigest(IReadOnlyDictionary<string, string> Tables)
{
    /// <summary>The tables that differ, each with both sides; empty if none.</summary>
    public IReadOnlyList<string> DifferencesFrom(StateDigest expected) =>
        [
            .. expected
                .Tables.Where(table => Tables.GetValueOrDefault(table.Key) != table.Value)
                .Select(table =>
                    $"Table {table.Key} has {Tables.GetValueOrDefault(table.Key) ?? "nothing"}, expected {table.Value}."
                ),
        ];
}
