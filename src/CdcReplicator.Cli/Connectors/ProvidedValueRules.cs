namespace CdcReplicator.Cli;

/// <summary>Values that Connect takes from elsewhere when it starts: <c>${file:...}</c>.</summary>
internal sealed class ProvidedValueRules : IConnectorRule
{
    /// <summary>Where nothing is that changes records: addresses and logins.</summary>
    private static readonly string[] Unjudged = ["database.", "name", "slot.name", "publication.name"];

    public IEnumerable<ConnectorFinding> Find(ConnectorSettings settings) =>
        from name in settings.Names.Order(StringComparer.Ordinal)
        where settings.Find(name)?.Contains("${", StringComparison.Ordinal) == true
        where !Unjudged.Any(start => name.StartsWith(start, StringComparison.Ordinal))
        where !IsReplacement(name) && !IsSecret(name)
        select new ConnectorFinding(
            name,
            "(not shown)",
            FindingLevel.Unknown,
            "The value comes from a provider, and was judged by its text here.",
            "Check the file with the value put in."
        );

    private static bool IsReplacement(string name) =>
        name.StartsWith("transforms.", StringComparison.Ordinal)
        && name.EndsWith(".replacement", StringComparison.Ordinal);

    private static bool IsSecret(string name) =>
        name.Contains("password", StringComparison.OrdinalIgnoreCase)
        || name.Contains("jaas", StringComparison.OrdinalIgnoreCase)
        || name.Contains("user.info", StringComparison.OrdinalIgnoreCase);
}
