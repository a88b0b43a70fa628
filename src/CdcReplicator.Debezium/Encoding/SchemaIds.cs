using System.Collections.Concurrent;

namespace CdcReplicator.Debezium;

/// <summary>
/// The registered ids of forms, each asked for once. Subjects are <c>CLUSTER-full record name</c>
/// (TopicRecordNameStrategy).
/// </summary>
internal sealed class SchemaIds(ISchemaRegistry registry, string cluster)
{
    private readonly ConcurrentDictionary<string, int> _byName = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<object, int> _byForm = new(ReferenceEqualityComparer.Instance);

    /// <summary>Id of an envelope's schema.</summary>
    public ValueTask<int> OfAsync(EnvelopeForm form, CancellationToken cancellationToken) =>
        _byForm.TryGetValue(form, out var id)
            ? ValueTask.FromResult(id)
            : RegisterAsync(form, form.Name, form.Schema, cancellationToken);

    /// <summary>Id of a key's schema.</summary>
    public ValueTask<int> OfAsync(KeyForm form, CancellationToken cancellationToken) =>
        _byForm.TryGetValue(form, out var id)
            ? ValueTask.FromResult(id)
            : RegisterAsync(form, form.Name, form.Schema, cancellationToken);

    /// <summary>Id of a schema that is always the same.</summary>
    public async ValueTask<int> OfAsync(string name, string schema, CancellationToken cancellationToken)
    {
        if (!_byName.TryGetValue(name, out var id))
        {
            id = await registry.RegisterAsync($"{cluster}-{name}", schema, cancellationToken).ConfigureAwait(false);
            _byName[name] = id;
        }

        return id;
    }

    private async ValueTask<int> RegisterAsync(
        object form,
        string name,
        string schema,
        CancellationToken cancellationToken
    )
    {
        var id = await registry.RegisterAsync($"{cluster}-{name}", schema, cancellationToken).ConfigureAwait(false);
        _byForm[form] = id;
        return id;
    }
}
