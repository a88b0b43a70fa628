using System.Collections.Concurrent;

namespace CdcReplicator.Debezium;

/// <summary>Plans by schema id. Ids are immutable, so a plan is kept for ever.</summary>
internal sealed class AvroPlans(ISchemaRegistry registry, UnavailablePlaceholder placeholder, TimeProvider timeProvider)
{
    // A registry may answer "unknown" for a moment after a schema was registered elsewhere.
    private const int Attempts = 5;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(25);

    private readonly ConcurrentDictionary<int, AvroRecordPlan> _plans = new();

    /// <summary>The plan of a schema.</summary>
    /// <exception cref="SchemaNotLoadedException">It is not in memory.</exception>
    public AvroRecordPlan Get(int schemaId) =>
        _plans.TryGetValue(schemaId, out var plan) ? plan : throw new SchemaNotLoadedException(schemaId);

    /// <summary>Fetches a schema and compiles it.</summary>
    /// <exception cref="MalformedDataException">
    /// The registry has no such schema, or it is not an Avro schema.
    /// </exception>
    /// <exception cref="SchemaRegistryUnavailableException">The registry could not be asked.</exception>
    public async Task LoadAsync(int schemaId, CancellationToken cancellationToken)
    {
        var delay = FirstDelay;
        for (var attempt = 1; ; attempt++)
        {
            var text = await registry.GetSchemaAsync(schemaId, cancellationToken).ConfigureAwait(false);
            if (text is not null)
            {
                _plans[schemaId] = new AvroRecordPlan(AvroSchemaParser.Parse(text), placeholder);
                return;
            }

            if (attempt == Attempts)
            {
                throw new MalformedDataException($"the schema registry has no schema {schemaId}");
            }

            await Task.Delay(delay, timeProvider, cancellationToken).ConfigureAwait(false);
            delay *= 2;
        }
    }
}
