using CdcReplicator.Cluster;
using CdcReplicator.Debezium;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.ContractTests;

public sealed class MetadataSchemaRegistryTests : SchemaRegistryContract
{
    private readonly BreakableMetadataStore _store = new(new InMemoryMetadataStore());

    [Theory]
    [InlineData("no json")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"subject":"s","schema":"\"string\"","id":2147483647}""")]
    [InlineData("""{"subject":"s","schema":"\"string\"","id":-1}""")]
    [InlineData("""{"subject":"s","schema":"\"string\"","id":0}""")]
    public async Task Register_EntryOfSomebodyThatIsNoSchemaOrTakesAFarId_OthersGoOn(string entry)
    {
        var first = await NewClient().RegisterAsync("a", "\"long\"", default);
        await _store.PutAsync("schema/x/y", System.Text.Encoding.UTF8.GetBytes(entry), default);

        var second = await NewClient().RegisterAsync("a", "\"bytes\"", default);

        Assert.Equal(first + 1, second);
        Assert.Equal("\"long\"", await NewClient().GetSchemaAsync(first, default));
        Assert.Equal("\"bytes\"", await NewClient().GetSchemaAsync(second, default));
        Assert.Null(await NewClient().GetSchemaAsync(int.MaxValue, default));
    }

    private protected override ISchemaRegistry NewClient() => new MetadataSchemaRegistry(_store);

    protected override Task BreakAsync()
    {
        _store.IsBroken = true;
        return Task.CompletedTask;
    }
}
