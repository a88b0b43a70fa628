using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;
using CdcReplicator.Debezium;

namespace CdcReplicator.Client;

internal static class SchemaRegistries
{
    /// <summary>Confluent's if an address is given, else the schemas beside the log.</summary>
    public static ISchemaRegistry For(IChangeLog log, CdcClusterOptions options, TimeProvider clock) =>
        options.SchemaRegistryUrl is { } url
            ? new ConfluentSchemaRegistry(new ConfluentSchemaRegistryOptions { Urls = [url] }, clock)
            : new MetadataSchemaRegistry(log.Metadata);
}
