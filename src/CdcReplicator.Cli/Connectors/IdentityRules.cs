namespace CdcReplicator.Cli;

/// <summary>What a connector must have to be a source at all.</summary>
internal sealed class IdentityRules : IConnectorRule
{
    public IEnumerable<ConnectorFinding> Find(ConnectorSettings settings)
    {
        if (settings.Prefix is null)
        {
            yield return new ConnectorFinding(
                "topic.prefix",
                "nothing",
                FindingLevel.Refused,
                "The source has no name, and no section of the configuration can be its own.",
                "Give it a name that was never used, for another database either."
            );
        }

        if (settings.Kind is ConnectorKind.MongoDb)
        {
            yield return new ConnectorFinding(
                ConnectorSettings.ClassSetting,
                settings.Class,
                FindingLevel.Refused,
                "MongoDB is not supported: a document has no columns, and comes as one text (connectors/README.md).",
                "Use a connector of a relational database."
            );
        }

        if (settings.Kind is ConnectorKind.Other)
        {
            yield return new ConnectorFinding(
                ConnectorSettings.ClassSetting,
                settings.Class,
                FindingLevel.Unknown,
                "This connector has no rules here; only what all connectors share was looked at.",
                "Compare its settings with docs/debezium.md."
            );
        }
    }
}
