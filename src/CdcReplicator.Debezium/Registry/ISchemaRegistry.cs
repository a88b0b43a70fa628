namespace CdcReplicator.Debezium;

/// <summary>
/// Where Avro schemas live: Confluent's registry, or beside the log. Ids are immutable and cached for ever.
/// </summary>
internal interface ISchemaRegistry
{
    /// <summary>The schema text of an id, or null if the registry answered that there is none.</summary>
    /// <exception cref="SchemaRegistryUnavailableException">The registry could not be asked.</exception>
    ValueTask<string?> GetSchemaAsync(int id, CancellationToken cancellationToken);

    /// <summary>
    /// The id of a schema under a subject; registers it if new. The same text always gets the same id.
    /// </summary>
    /// <exception cref="SchemaRegistryUnavailableException">The registry could not be asked.</exception>
    /// <exception cref="ReplicationException">The registry refused the schema (for example: incompatible).</exception>
    ValueTask<int> RegisterAsync(string subject, string schema, CancellationToken cancellationToken);
}
