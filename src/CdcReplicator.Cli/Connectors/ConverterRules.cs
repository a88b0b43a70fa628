namespace CdcReplicator.Cli;

/// <summary>How key and value are written.</summary>
/// <param name="part"><c>key</c> or <c>value</c>.</param>
internal sealed class ConverterRules(string part) : IConnectorRule
{
    private const string Json = "org.apache.kafka.connect.json.JsonConverter";
    private const string Avro = "io.confluent.connect.avro.AvroConverter";

    private readonly string _setting = $"{part}.converter";

    public IEnumerable<ConnectorFinding> Find(ConnectorSettings settings)
    {
        var type = settings.Find(_setting) ?? settings.FindOfWorker(_setting);
        return type switch
        {
            null =>
            [
                new(
                    _setting,
                    "nothing",
                    FindingLevel.Unknown,
                    settings.HasWorker
                        ? "Neither the connector nor its worker names a converter."
                        : "The worker's file decides how records are written.",
                    settings.HasWorker ? $"Set it to {Json}." : "Give the worker's file with --worker."
                ),
            ],
            Json => Default(settings, "replace.null.with.default", isHarmed: true, "Set it to false."),
            Avro => Default(settings, "ignore.default.for.nullables", isHarmed: false, "Set it to true."),
            _ =>
            [
                new(
                    _setting,
                    type,
                    FindingLevel.Refused,
                    "Nodes read JSON, with schema or without, and Confluent's Avro; nothing else.",
                    $"Set it to {Json} or {Avro}."
                ),
            ],
        };
    }

    /// <summary>A switch of the converter's; it does harm where it is on, or where it is off.</summary>
    private IEnumerable<ConnectorFinding> Default(
        ConnectorSettings settings,
        string option,
        bool isHarmed,
        string remedy
    )
    {
        var setting = $"{_setting}.{option}";
        // Options belong to the converter: the worker's are those of the worker's converter.
        var value = settings.Find(_setting) is null ? settings.FindOfWorker(setting) : settings.Find(setting);
        if ((value is null ? isHarmed : ConnectorSettings.IsTrue(value)) == isHarmed)
        {
            yield return new ConnectorFinding(
                setting,
                value ?? $"{(isHarmed ? "true" : "false")}, the default",
                FindingLevel.Loses,
                "NULL in a column that has a default comes as the default.",
                remedy
            );
        }
    }
}
