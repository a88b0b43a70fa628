using CdcReplicator.Cli;

namespace CdcReplicator.UnitTests.Cli.Connectors;

/// <summary>Connectors' settings as tests write them.</summary>
internal static class ConnectorText
{
    /// <summary>A connector for PostgreSQL against which nothing is to be said.</summary>
    private const string Good = """
        connector.class=io.debezium.connector.postgresql.PostgresConnector
        topic.prefix=erp
        provide.transaction.metadata=true
        skipped.operations=none
        interval.handling.mode=string
        decimal.handling.mode=string
        event.converting.failure.handling.mode=fail
        transforms=route
        transforms.route.type=org.apache.kafka.connect.transforms.RegexRouter
        transforms.route.regex=.*
        transforms.route.replacement=erp.log
        key.converter=org.apache.kafka.connect.json.JsonConverter
        key.converter.replace.null.with.default=false
        value.converter=org.apache.kafka.connect.json.JsonConverter
        value.converter.replace.null.with.default=false

        """;

    /// <summary>The good connector with other lines; the last of a name counts.</summary>
    public static ConnectorSettings With(string lines, string? worker = null) =>
        new(PropertiesText.Parse(Good + lines), worker is null ? null : PropertiesText.Parse(worker));

    /// <summary>The good connector without some settings.</summary>
    public static ConnectorSettings Without(params string[] names)
    {
        var settings = PropertiesText.Parse(Good);
        foreach (var name in names)
        {
            settings.Remove(name);
        }

        return new ConnectorSettings(settings);
    }
}
