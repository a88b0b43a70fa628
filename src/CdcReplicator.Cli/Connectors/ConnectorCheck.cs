namespace CdcReplicator.Cli;

/// <summary>Finds the settings of a connector that lose or change data.</summary>
internal static class ConnectorCheck
{
    private static readonly IReadOnlyList<IConnectorRule> Everywhere =
    [
        new IdentityRules(),
        .. CommonRules.All,
        .. SnapshotRules.All,
        .. ValueRules.All,
        new ModeRules(),
        new RoutingRules(),
        new TransformRules(),
        new ConverterRules("key"),
        new ConverterRules("value"),
        new ProducerRules(),
        new ColumnRules(),
        new CustomConverterRules(),
        new ProvidedValueRules(),
    ];

    /// <summary>What there is to say, the worst first.</summary>
    public static IReadOnlyList<ConnectorFinding> Findings(ConnectorSettings settings) =>
        [
            .. Everywhere
                .Concat(Of(settings.Kind))
                .SelectMany(rule => rule.Find(settings))
                .OrderBy(finding => finding.Level)
                .ThenBy(finding => finding.Setting, StringComparer.Ordinal),
        ];

    /// <summary>Whether data would be lost or changed, or nothing can be promised.</summary>
    public static bool IsHarmful(IEnumerable<ConnectorFinding> findings) =>
        findings.Any(finding => finding.Level != FindingLevel.Note);

    private static IReadOnlyList<IConnectorRule> Of(ConnectorKind kind) =>
        kind switch
        {
            ConnectorKind.Postgres => PostgresRules.All,
            ConnectorKind.MySql or ConnectorKind.MariaDb => MySqlRules.All,
            ConnectorKind.SqlServer => SqlServerRules.All,
            ConnectorKind.Oracle => OracleRules.All,
            _ => [],
        };
}
