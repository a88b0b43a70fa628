using CdcReplicator.ChangeLog;
using CdcReplicator.Debezium;
using CdcReplicator.Testing;

namespace CdcReplicator.ContractTests;

public sealed class MetadataSchemaRegistryTests : SchemaRegistryContract
{
    private readonly BreakableMetadataStore _store = new(new InMemoryMetadataStore());

    protected override ISchemaRegistry NewClient() => new MetadataSchemaRegistry(_store);

    protected override Task BreakAsync()
    {
        _store.IsBroken = true;
        return Task.CompletedTask;
    }
}
