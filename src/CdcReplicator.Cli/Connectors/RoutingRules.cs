namespace CdcReplicator.Cli;

/// <summary>All records must come into one topic with one partition.</summary>
internal sealed class RoutingRules : IConnectorRule
{
    private const string OneRouter =
        "Set transforms to one RegexRouter with regex .* and the log's topic as replacement.";

    public IEnumerable<ConnectorFinding> Find(ConnectorSettings settings)
    {
        var shown = settings.Find("transforms") ?? "nothing";
        var topics = TopicRoute.Of(settings);
        if (topics is null)
        {
            yield return new ConnectorFinding(
                "transforms",
                shown,
                FindingLevel.Unknown,
                "To which topics the routers send cannot be told: one has a predicate, or an expression of Java's own.",
                OneRouter
            );
        }
        else if (topics.Count > 1)
        {
            yield return new ConnectorFinding(
                "transforms",
                shown,
                FindingLevel.Loses,
                $"Records go to several topics ({string.Join(", ", topics.Order(StringComparer.Ordinal))}): nodes read "
                    + "one, and between topics there is no order.",
                OneRouter
            );
        }

        if (settings.Find("topic.creation.default.partitions") is { } partitions and not "1" and not "-1")
        {
            yield return new ConnectorFinding(
                "topic.creation.default.partitions",
                partitions,
                FindingLevel.Loses,
                "Between partitions there is no order.",
                "Set it to 1."
            );
        }

        if (settings.Find("topic.creation.default.cleanup.policy") is { } policy && policy.Contains("compact"))
        {
            yield return new ConnectorFinding(
                "topic.creation.default.cleanup.policy",
                policy,
                FindingLevel.Loses,
                "The broker removes older records of a key, out of the middle of transactions.",
                "Set it to delete."
            );
        }
    }
}
