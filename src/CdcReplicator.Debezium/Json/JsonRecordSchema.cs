namespace CdcReplicator.Debezium;

/// <summary>What is worked out once for a <c>schema</c> part.</summary>
internal sealed class JsonRecordSchema(FieldType root, UnavailablePlaceholder placeholder)
{
    private readonly JsonRowPlan? _before = PlanOf(root, "before", placeholder);
    private readonly JsonRowPlan? _after = PlanOf(root, "after", placeholder);
    private JsonRowPlan? _row;

    /// <summary>Name of the schema, if it has one.</summary>
    public string? Name { get; } = root.Name;

    /// <summary>Reads its payload as columns: a key.</summary>
    public JsonRowPlan Row => _row ??= new JsonRowPlan(root, placeholder);

    /// <summary>Reads <c>before</c> or <c>after</c>; null if the schema has no such field.</summary>
    public JsonRowPlan? ImageOf(EnvelopeRole role) => role == EnvelopeRole.Before ? _before : _after;

    private static JsonRowPlan? PlanOf(FieldType root, string field, UnavailablePlaceholder placeholder)
    {
        foreach (var candidate in root.Fields)
        {
            if (candidate.Name == field && candidate.Type.Base == BaseType.Struct)
            {
                return new JsonRowPlan(candidate.Type, placeholder);
            }
        }

        return null;
    }
}
