namespace CdcReplicator.Cli;

/// <summary>Transforms that make something else of the records.</summary>
internal sealed class TransformRules : IConnectorRule
{
    private const string Away = "Take it out of transforms.";
    private const string ChangesValues = "It changes values before they come to the log.";
    private const string LeavesOut = "It leaves records or fields out.";
    private const string Flat =
        "It flattens the record: before, source, op and transaction are gone, and with them "
        + "deletes, order and what came before.";

    private static readonly HashSet<string> Harmless =
    [
        "RegexRouter",
        "InsertHeader",
        "ActivateTracingSpan",
        "OpenLineage",
        "SchemaChangeEventFilter",
        "ExtractChangedRecordState",
    ];

    private static readonly Dictionary<string, (FindingLevel Level, string What)> Known = new(StringComparer.Ordinal)
    {
        ["ExtractNewRecordState"] = (FindingLevel.Refused, Flat),
        ["ExtractNewDocumentState"] = (FindingLevel.Refused, Flat),
        ["EventRouter"] = (FindingLevel.Refused, "It turns rows into messages of an outbox."),
        ["Flatten"] = (FindingLevel.Refused, Flat),
        ["ExtractField"] = (FindingLevel.Refused, "It leaves one field of the record."),
        ["HoistField"] = (FindingLevel.Refused, "It puts the record into a field."),
        ["ValueToKey"] = (FindingLevel.Loses, "It makes keys of other columns."),
        ["ByLogicalTableRouter"] = (
            FindingLevel.Loses,
            "It adds a field to every key and turns NULL into the column's default."
        ),
        ["ReadToInsertEvent"] = (
            FindingLevel.Loses,
            "Rows of a snapshot come as inserts: what was deleted before a second snapshot stays."
        ),
        ["PartitionRouting"] = (FindingLevel.Loses, "It spreads the records over partitions: they lose their order."),
        ["ContentBasedRouter"] = (FindingLevel.Loses, "It sends records to topics by what is in them."),
        ["TimestampRouter"] = (FindingLevel.Loses, "It sends records to topics by the time."),
        ["DropHeaders"] = (FindingLevel.Loses, "Headers tell that a key changed, and which connector wrote."),
        ["Filter"] = (FindingLevel.Loses, LeavesOut),
        ["ReplaceField"] = (FindingLevel.Loses, LeavesOut),
        ["MaskField"] = (FindingLevel.Loses, ChangesValues),
        ["Cast"] = (FindingLevel.Loses, ChangesValues),
        ["TimestampConverter"] = (FindingLevel.Loses, ChangesValues),
        ["TimezoneConverter"] = (FindingLevel.Loses, ChangesValues),
        ["SwapGeometryCoordinates"] = (FindingLevel.Loses, ChangesValues),
        ["GeometryFormatTransformer"] = (FindingLevel.Loses, ChangesValues),
        ["VectorToJsonConverter"] = (FindingLevel.Loses, ChangesValues),
        ["TimescaleDb"] = (FindingLevel.Loses, "It renames tables by what the database says of them."),
    };

    public IEnumerable<ConnectorFinding> Find(ConnectorSettings settings) =>
        Transform.Of(settings).Select(Judge).OfType<ConnectorFinding>();

    private static ConnectorFinding? Judge(Transform transform)
    {
        if (transform.KnownName is { } name && Harmless.Contains(name))
        {
            return null;
        }

        var (level, what) = Known.GetValueOrDefault(
            transform.KnownName ?? "",
            (FindingLevel.Unknown, "It has no rule here; a transform can change and leave out anything.")
        );
        return new ConnectorFinding(transform.TypeSetting, transform.Type, level, what, Away);
    }
}
