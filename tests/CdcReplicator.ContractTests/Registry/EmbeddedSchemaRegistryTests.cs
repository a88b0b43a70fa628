using CdcReplicator.Cluster;
using CdcReplicator.Debezium;
using CdcReplicator.Testing;

namespace CdcReplicator.ContractTests;

/// <summary>Schemas beside a real embedded log.</summary>
public sealed class EmbeddedSchemaRegistryTests : SchemaRegistryContract
{
    private EmbeddedLogFixture? _fixture;
    private BreakableMetadataStore? _store;

    public override async Task InitializeAsync()
    {
        _fixture = await EmbeddedLogFixture.OpenAsync();
        _store = new BreakableMetadataStore(_fixture.Log.Metadata);
    }

    public override async Task DisposeAsync() => await _fixture!.DisposeAsync();

    private protected override ISchemaRegistry NewClient() => new MetadataSchemaRegistry(_store!);

    protected override Task BreakAsync()
    {
        _store!.IsBroken = true;
        return Task.CompletedTask;
    }
}
