namespace CdcReplicator.Cli;

/// <summary>Tells a connector's database by its class.</summary>
internal static class ConnectorKinds
{
    private static readonly Dictionary<string, ConnectorKind> BySimpleName = new(StringComparer.Ordinal)
    {
        ["PostgresConnector"] = ConnectorKind.Postgres,
        ["MySqlConnector"] = ConnectorKind.MySql,
        ["MariaDbConnector"] = ConnectorKind.MariaDb,
        ["SqlServerConnector"] = ConnectorKind.SqlServer,
        ["OracleConnector"] = ConnectorKind.Oracle,
        ["MongoDbConnector"] = ConnectorKind.MongoDb,
    };

    /// <summary>The database of a class, written in full or, as Connect allows, by its last word.</summary>
    public static ConnectorKind Of(string connectorClass)
    {
        var name = connectorClass[(connectorClass.LastIndexOf('.') + 1)..];
        var isOurs =
            name.Length == connectorClass.Length
            || connectorClass.StartsWith("io.debezium.connector.", StringComparison.Ordinal);
        return isOurs ? BySimpleName.GetValueOrDefault(name) : ConnectorKind.Other;
    }
}
