using System.Text;
using CdcReplicator.Cluster;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.UnitTests;

/// <summary>Ids of schemas beside the log: small, unique, and those of earlier programs stay valid.</summary>
public sealed class SchemaIdTests
{
    private readonly InMemoryMetadataStore _store = new();

    [Fact]
    public async Task Register_AfterManyHeartbeats_UsesUpNoIds()
    {
        for (var i = 0; i < 500; i++)
        {
            await _store.PutAsync("member/a", [1], CancellationToken.None);
        }

        var ids = await RegisterAsync(new MetadataSchemaRegistry(_store), "\"int\"", "\"long\"", "\"int\"");

        Assert.Equal([1, 2, 1], ids);
    }

    [Fact]
    public async Task Register_BesideSchemasOfAnEarlierProgram_KeepsTheirIdsAndGoesOnAfterThem()
    {
        await _store.PutAsync("member/a", [1], CancellationToken.None);
        var old = await PutOldAsync("\"string\"");
        var registry = new MetadataSchemaRegistry(_store);

        var ids = await RegisterAsync(registry, "\"string\"", "\"bytes\"");

        Assert.Equal([(int)old + 1, (int)old + 2], ids);
        Assert.Equal("\"string\"", await registry.GetSchemaAsync((int)old + 1, CancellationToken.None));
    }

    [Fact]
    public async Task Register_ManyProcessesAtOnce_EachSchemaHasOneIdThatAllAgreeOn()
    {
        string[] schemas = [.. Enumerable.Range(0, 30).Select(i => $$"""{"type":"fixed","name":"f{{i}}","size":1}""")];

        var all = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(process =>
                    Task.Run(async () =>
                    {
                        var registry = new MetadataSchemaRegistry(_store);
                        var mine = schemas.OrderBy(schema => (schema.Length * 31 + schema[^12]) * (process + 3) % 17);
                        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
                        foreach (var schema in mine)
                        {
                            ids[schema] = await registry.RegisterAsync("s", schema, CancellationToken.None);
                        }

                        return ids;
                    })
                )
        );

        Assert.Equal(schemas.Length, all[0].Values.Distinct().Count());
        var fresh = new MetadataSchemaRegistry(_store);
        foreach (var schema in schemas)
        {
            var id = Assert.Single(all.Select(ids => ids[schema]).Distinct());
            Assert.Equal(schema, await fresh.GetSchemaAsync(id, CancellationToken.None));
        }
    }

    private static async Task<int[]> RegisterAsync(MetadataSchemaRegistry registry, params string[] schemas)
    {
        var ids = new int[schemas.Length];
        for (var i = 0; i < ids.Length; i++)
        {
            ids[i] = await registry.RegisterAsync("s", schemas[i], CancellationToken.None);
        }

        return ids;
    }

    private Task<long> PutOldAsync(string schema)
    {
        var hash = Convert.ToHexStringLower(
            System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(schema))
        );
        var json = System.Text.Json.JsonSerializer.Serialize(new { subject = "s", schema });
        return _store.PutAsync(
            $"schema/{hash}/{Guid.NewGuid():N}",
            Encoding.UTF8.GetBytes(json),
            CancellationToken.None
        );
    }
}
