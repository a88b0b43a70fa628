namespace CdcReplicator.Cli;

/// <summary>How Connect writes to the broker: by its own defaults one request at a time, for all replicas.</summary>
internal sealed class ProducerRules : IConnectorRule
{
    private const string InFlight = "max.in.flight.requests.per.connection";
    private const string Idempotence = "enable.idempotence";

    public IEnumerable<ConnectorFinding> Find(ConnectorSettings settings)
    {
        var inFlight = Given(settings, InFlight);
        if (inFlight is (var name, var value) && value != "1" && !IsIdempotent(settings))
        {
            yield return new ConnectorFinding(
                name,
                value,
                FindingLevel.Loses,
                "A request that is sent again comes after a later one: records lose their order.",
                $"Take it out, or set {Idempotence} beside it to true."
            );
        }

        if (Given(settings, "acks") is (var acks, var word) && word is not ("all" or "-1"))
        {
            yield return new ConnectorFinding(
                acks,
                word,
                FindingLevel.Loses,
                "A record that only the leader has is lost when the leader dies.",
                "Take it out, or set it to all."
            );
        }
    }

    private static bool IsIdempotent(ConnectorSettings settings) =>
        Given(settings, Idempotence) is (_, var value) && ConnectorSettings.IsTrue(value);

    /// <summary>The connector's override, else the worker's setting.</summary>
    private static (string Name, string Value)? Given(ConnectorSettings settings, string option) =>
        settings.Find($"producer.override.{option}") is { } own ? ($"producer.override.{option}", own)
        : settings.FindOfWorker($"producer.{option}") is { } shared ? ($"producer.{option} (worker)", shared)
        : null;
}
