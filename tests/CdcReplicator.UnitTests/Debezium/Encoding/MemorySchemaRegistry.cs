using CdcReplicator.Debezium;

namespace CdcReplicator.UnitTests;

/// <summary>A registry in memory, for tests of what uses one.</summary>
internal sealed class MemorySchemaRegistry : ISchemaRegistry
{
    private readonly List<string> _schemas = [];

    /// <summary>Subjects as registered, with their schema.</summary>
    public List<(string Subject, string Schema)> Registered { get; } = [];

    /// <summary>The schema of an id.</summary>
    public string this[int id] => _schemas[id - 1];

    public ValueTask<string?> GetSchemaAsync(int id, CancellationToken cancellationToken) =>
        ValueTask.FromResult(id >= 1 && id <= _schemas.Count ? _schemas[id - 1] : null);

    public ValueTask<int> RegisterAsync(string subject, string schema, CancellationToken cancellationToken)
    {
        Registered.Add((subject, schema));
        if (!_schemas.Contains(schema))
        {
            _schemas.Add(schema);
        }

        return ValueTask.FromResult(_schemas.IndexOf(schema) + 1);
    }
}
