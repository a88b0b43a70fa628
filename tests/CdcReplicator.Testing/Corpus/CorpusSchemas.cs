using System.Text.Json;
using CdcReplicator.Debezium;

namespace CdcReplicator.Testing;

/// <summary>A schema registry that knows what the recordings' registry knew. Registers nothing.</summary>
internal sealed class CorpusSchemas(IReadOnlyDictionary<int, string> schemas) : ISchemaRegistry
{
    /// <summary>The schemas by id.</summary>
    public IReadOnlyDictionary<int, string> Schemas { get; } = schemas;

    /// <summary>Reads a <c>schemas.json</c>.</summary>
    public static CorpusSchemas Read(string path)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        var schemas = new Dictionary<int, string>();
        foreach (var entry in json.RootElement.EnumerateArray())
        {
            schemas[entry.GetProperty("id").GetInt32()] = entry.GetProperty("schema").GetString()!;
        }

        return new CorpusSchemas(schemas);
    }

    /// <inheritdoc/>
    public ValueTask<string?> GetSchemaAsync(int id, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Schemas.GetValueOrDefault(id));

    /// <inheritdoc/>
    public ValueTask<int> RegisterAsync(string subject, string schema, CancellationToken cancellationToken) =>
        throw new NotSupportedException("The recorded registry takes no new schemas.");
}
