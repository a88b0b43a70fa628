using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>
/// Writes logical messages (<c>op = m</c>) in Avro. Each is a transaction by itself. Safe for concurrent use.
/// </summary>
/// <param name="registry">Where schemas are registered.</param>
/// <param name="cluster">Name of the cluster; prefix of subjects.</param>
internal sealed class ControlMessageEncoder(ISchemaRegistry registry, string cluster)
{
    private readonly SchemaIds _ids = new(registry, cluster);

    /// <summary>Writes one message.</summary>
    /// <param name="publisher">Who publishes it; becomes <c>source.name</c>.</param>
    /// <param name="message">Prefix (one of <see cref="WellKnown"/>) and content.</param>
    /// <param name="time">When it is published.</param>
    /// <param name="cancellationToken">Ends the registration of schemas.</param>
    /// <exception cref="SchemaRegistryUnavailableException">
    /// A schema could not be registered; nothing was published.
    /// </exception>
    public async ValueTask<RecordToAppend> EncodeAsync(
        string publisher,
        ControlMessage message,
        DateTimeOffset time,
        CancellationToken cancellationToken
    )
    {
        ArgumentException.ThrowIfNullOrEmpty(publisher);
        ArgumentNullException.ThrowIfNull(message);
        using var writer = new AvroBinaryWriter();
        var keyId = await _ids.OfAsync(ConnectSchemas.MessageKeyName, ConnectSchemas.MessageKey, cancellationToken)
            .ConfigureAwait(false);
        writer.BeginMessage(keyId);
        writer.WriteOptionalString(message.Prefix);
        var key = writer.ToArray();

        var id = await _ids.OfAsync(ConnectSchemas.MessageValueName, ConnectSchemas.MessageValue, cancellationToken)
            .ConfigureAwait(false);
        writer.BeginMessage(id);
        writer.WriteString("m");
        writer.WriteOptionalLong(time.ToUnixTimeMilliseconds());
        SdkTransactionEncoder.SourceOf(publisher, number: null, time, cluster).Write(writer);
        writer.WriteNull();
        writer.WriteOptionalString(message.Prefix);
        writer.WritePresent();
        writer.WriteBytes(message.Content);
        return new RecordToAppend(key, writer.ToArray());
    }
}
