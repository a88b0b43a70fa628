namespace CdcReplicator.BatchingTests;

/// <summary>
/// The tables one history runs on. Several, because what a node may do fast depends on what else its catalog holds.
/// </summary>
internal sealed record HistorySchema(int Number, SchemaFamily[] Families)
{
    public static IReadOnlyList<HistorySchema> All { get; } =
    [
        .. new SchemaFamily[][]
        {
            [PlainTables.Family],
            [KeyTables.Family],
            [RelatedTables.Relations],
            [RelatedTables.Cycle, SpecialTables.Keyless],
            [UniqueTables.Uniques],
            [CheckedTables.Family, PlainTables.Family],
            [UniqueTables.Collations],
            [UniqueTables.Deferrable, UniqueTables.Uniques],
            [SpecialTables.Triggered, SpecialTables.Keyless, PlainTables.Family],
            [
                PlainTables.Family,
                KeyTables.Family,
                RelatedTables.Relations,
                RelatedTables.Cycle,
                UniqueTables.Uniques,
                UniqueTables.Collations,
                UniqueTables.Deferrable,
                CheckedTables.Family,
                SpecialTables.Keyless,
                SpecialTables.Triggered,
            ],
        }.Select((families, number) => new HistorySchema(number, families)),
    ];

    public IReadOnlyList<HistoryTable> Tables { get; } = [.. Families.SelectMany(family => family.Tables)];

    public string Ddl(string kind) =>
        string.Join('\n', Families.Select(f => kind == Nodes.NodeKinds.Postgres ? f.Postgres : f.Sqlite));

    public HistoryTable? Find(TableName name) => Tables.FirstOrDefault(table => table.TableName == name);
}
