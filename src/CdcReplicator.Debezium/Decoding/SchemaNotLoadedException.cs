namespace CdcReplicator.Debezium;

/// <summary>
/// A record needs a schema that is not in memory yet: it is fetched, and the record decoded again. Once per schema.
/// </summary>
internal sealed class SchemaNotLoadedException(int schemaId) : Exception($"Schema {schemaId} is not in memory.")
{
    /// <summary>The schema's id.</summary>
    public int SchemaId { get; } = schemaId;
}
