namespace CdcReplicator.Debezium;

/// <summary>
/// Tells sorts of records apart by the schema's name where there is one, else by the names of the fields.
/// </summary>
internal static class RecordKinds
{
    /// <summary>The sort of a record.</summary>
    public static RecordKind Of(string? schemaName, IReadOnlyCollection<string> fields)
    {
        if (fields.Contains("op"))
        {
            return RecordKind.Envelope;
        }

        if (fields.Contains("status") && fields.Contains("id"))
        {
            return RecordKind.Boundary;
        }

        return
            IsNoEffectName(schemaName)
            || (fields.Count == 1 && fields.Contains("ts_ms"))
            || (fields.Contains("aggregate_type") && fields.Contains("type") && fields.Contains("additional_data"))
            || (fields.Contains("ddl") && fields.Contains("tableChanges"))
            ? RecordKind.NoEffect
            : RecordKind.Unknown;
    }

    private static bool IsNoEffectName(string? name) =>
        name is not null
        && (
            name.EndsWith(".Heartbeat", StringComparison.Ordinal)
            || name.EndsWith(".Notification", StringComparison.Ordinal)
            || name.Contains("SchemaChangeValue", StringComparison.Ordinal)
        );
}
