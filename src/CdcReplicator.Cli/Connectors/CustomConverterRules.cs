namespace CdcReplicator.Cli;

/// <summary>Converters of single columns, inside the connector.</summary>
internal sealed class CustomConverterRules : IConnectorRule
{
    /// <summary>tinyint(1) comes as a boolean, which nodes take.</summary>
    private static readonly HashSet<string> Harmless =
    [
        "io.debezium.connector.binlog.converters.TinyIntOneToBooleanConverter",
        "io.debezium.connector.mysql.converters.TinyIntOneToBooleanConverter",
        "io.debezium.connector.mariadb.converters.TinyIntOneToBooleanConverter",
    ];

    public IEnumerable<ConnectorFinding> Find(ConnectorSettings settings) =>
        from name in settings.List("converters")
        let type = settings.Find($"{name}.type") ?? "nothing"
        where !Harmless.Contains(type)
        select new ConnectorFinding(
            $"{name}.type",
            type,
            FindingLevel.Unknown,
            "It gives columns a form of its own; nodes take it only where it fits their columns.",
            "Take it out of converters, or compare a few values on a node with the source."
        );
}
