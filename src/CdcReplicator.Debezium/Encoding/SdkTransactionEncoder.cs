using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>
/// Writes transactions of the SDK as Debezium records in Avro: one record a row (two for a change of key), each with
/// the <c>transaction</c> block <c>publisher:number</c> and the <c>event_count</c>. No BEGIN, no END, and no
/// tombstones: our log is not compacted, and the last record is the one that completes the transaction. Safe for
/// concurrent use.
/// </summary>
/// <param name="registry">Where schemas are registered.</param>
/// <param name="cluster">Name of the cluster; prefix of subjects and, made legal in Avro, of schema names.</param>
/// <param name="connector">
/// <c>source.connector</c>. The SDK's own name, the default, makes the changes checked; any other, as a capture gives,
/// makes them trusted.
/// </param>
internal sealed class SdkTransactionEncoder(
    ISchemaRegistry registry,
    string cluster,
    string connector = WellKnown.SdkConnector
)
{
    private readonly ConditionalWeakTable<TableDefinition, TableForms> _forms = [];
    private readonly SchemaIds _ids = new(registry, cluster);
    private readonly string _prefix = ConnectNames.Adjust(cluster);

    /// <summary>Writes one transaction.</summary>
    /// <param name="publisher">The publisher's name.</param>
    /// <param name="number">The transaction's number there, from 1.</param>
    /// <param name="time">When it is published.</param>
    /// <param name="changes">Its changes in order; at least one.</param>
    /// <param name="cancellationToken">Ends the registration of schemas.</param>
    /// <exception cref="InvalidValueException">A value does not fit its column, or a key is missing.</exception>
    /// <exception cref="UnsupportedTypeException">A column's type cannot be carried.</exception>
    /// <exception cref="SchemaRegistryUnavailableException">
    /// A schema could not be registered; nothing was published.
    /// </exception>
    public async ValueTask<IReadOnlyList<RecordToAppend>> EncodeAsync(
        string publisher,
        long number,
        DateTimeOffset time,
        IReadOnlyList<TableChange> changes,
        CancellationToken cancellationToken
    )
    {
        ArgumentException.ThrowIfNullOrEmpty(publisher);
        ArgumentNullException.ThrowIfNull(changes);
        ArgumentOutOfRangeException.ThrowIfZero(changes.Count, nameof(changes));
        var events = new List<SdkEvent>(changes.Count);
        foreach (var (table, change) in changes)
        {
            SdkEvents.Add(events, _forms.GetValue(table, definition => new TableForms(definition, _prefix)), change);
        }

        var source = SourceOf(publisher, number, time, cluster) with { Connector = connector };
        var id = string.Create(CultureInfo.InvariantCulture, $"{publisher}:{number}");
        var places = new Dictionary<TableName, long>();
        var records = new RecordToAppend[events.Count];
        using var writer = new AvroBinaryWriter();
        for (var i = 0; i < records.Length; i++)
        {
            var place = places[events[i].Table] = places.GetValueOrDefault(events[i].Table) + 1;
            var block = new BlockToWrite(id, i + 1, place, records.Length);
            records[i] = await EncodeAsync(writer, events[i], source, block, cancellationToken).ConfigureAwait(false);
        }

        return records;
    }

    /// <summary>The source block of what our own programs publish.</summary>
    internal static SourceBlock SourceOf(string publisher, long? number, DateTimeOffset time, string cluster) =>
        new()
        {
            Version = Version,
            Connector = WellKnown.SdkConnector,
            Name = publisher,
            TimestampNanos = UnixNanos.Of(time),
            Database = cluster,
            Schema = "",
            Table = "",
            TransactionId = number,
            Lsn = number,
        };

    private static string Version { get; } =
        typeof(SdkTransactionEncoder).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            is { } attribute
            ? attribute.InformationalVersion.Split('+')[0]
            : "0";

    private async ValueTask<RecordToAppend> EncodeAsync(
        AvroBinaryWriter writer,
        SdkEvent row,
        SourceBlock source,
        BlockToWrite block,
        CancellationToken cancellationToken
    )
    {
        byte[]? key = null;
        if (row is { Key: { } keyImage, Forms.Key: { } keyForm })
        {
            writer.BeginMessage(await _ids.OfAsync(keyForm, cancellationToken).ConfigureAwait(false));
            keyForm.Write(writer, keyImage);
            key = writer.ToArray();
        }

        var bound = row.Forms.For(row.Before, row.After);
        writer.BeginMessage(await _ids.OfAsync(bound.Form, cancellationToken).ConfigureAwait(false));
        bound.Form.Write(
            writer,
            new EnvelopeToWrite
            {
                Table = row.Table,
                Operation = row.Operation,
                Before = row.Before,
                BeforePlaces = bound.BeforePlaces,
                After = row.After,
                AfterPlaces = bound.AfterPlaces,
                Source = source with { Schema = row.Table.Schema, Table = row.Table.Name },
                Block = block,
                TimestampNanos = source.TimestampNanos,
            }
        );
        return new RecordToAppend(key, writer.ToArray(), Headers(row));
    }

    private static IReadOnlyList<RecordHeader> Headers(SdkEvent row) =>
        row is { OtherKeyHeader: { } name, OtherKey: { } key, Forms.Key: { } form }
            ? [new RecordHeader(name, KeyJson.Write(form, key))]
            : [];
}
