using System.Text.Json;

namespace CdcReplicator.Debezium;

/// <summary>The named types that an Avro schema has defined so far.</summary>
internal sealed class AvroNames
{
    private readonly Dictionary<string, AvroSchema> _named = new(StringComparer.Ordinal);

    /// <summary>The name of a definition, with its own namespace or that around it.</summary>
    /// <exception cref="MalformedDataException">It has no name.</exception>
    public static string FullNameOf(JsonElement json, string space)
    {
        var name = json.Required("name").GetStringOrThrow();
        if (name.Contains('.', StringComparison.Ordinal))
        {
            return name;
        }

        var own = json.Text("namespace") ?? space;
        return own.Length == 0 ? name : $"{own}.{name}";
    }

    /// <summary>Takes a definition.</summary>
    /// <exception cref="MalformedDataException">There is one of that name already.</exception>
    public void Add(AvroSchema schema)
    {
        if (!_named.TryAdd(schema.FullName, schema))
        {
            throw new MalformedDataException($"the Avro schema defines '{schema.FullName}' twice");
        }
    }

    /// <summary>The type that a name means: one of the namespace around it first.</summary>
    /// <exception cref="MalformedDataException">There is none.</exception>
    public AvroSchema Find(string name, string space) =>
        _named.TryGetValue(space.Length == 0 ? name : $"{space}.{name}", out var near) ? near
        : _named.TryGetValue(name, out var far) ? far
        : throw new MalformedDataException($"the Avro schema refers to '{name}', which it does not define");
}
