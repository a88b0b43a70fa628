namespace CdcReplicator.Cli;

/// <summary>Settings that leave columns out or change what is in them.</summary>
internal sealed class ColumnRules : IConnectorRule
{
    private static readonly (string Prefix, string What)[] Families =
    [
        ("column.include.list", "Columns that are not named never come."),
        ("column.exclude.list", "These columns never come."),
        // What follows may be a salt.
        ("column.mask.", "Values of these columns are replaced."),
        ("column.truncate.", "Values of these columns are cut."),
    ];

    public IEnumerable<ConnectorFinding> Find(ConnectorSettings settings) =>
        from family in Families
        where settings.Names.Any(name => name.StartsWith(family.Prefix, StringComparison.Ordinal))
        select new ConnectorFinding(
            family.Prefix.EndsWith('.') ? family.Prefix + "…" : family.Prefix,
            settings.Find(family.Prefix) ?? "(not shown)",
            FindingLevel.Loses,
            family.What,
            "Take it out. A column the nodes do not have is left out by LeaveOut of the section."
        );
}
