using CdcReplicator.Debezium;

namespace CdcReplicator.UnitTests;

/// <summary>Writes BEGIN and END records and their key as Debezium does.</summary>
internal static class TransactionMarkEncoder
{
    /// <summary>Key of BEGIN and END.</summary>
    public const string KeySchema =
        """{"type":"record","name":"TransactionMetadataKey","namespace":"io.debezium.connector.common","fields":[{"name":"id","type":"string"}],"connect.version":1,"connect.name":"io.debezium.connector.common.TransactionMetadataKey"}""";

    /// <summary>BEGIN and END.</summary>
    public const string ValueSchema =
        """{"type":"record","name":"TransactionMetadataValue","namespace":"io.debezium.connector.common","fields":[{"name":"status","type":"string"},{"name":"id","type":"string"},{"name":"event_count","type":["null","long"],"default":null},{"name":"data_collections","type":["null",{"type":"array","items":["null",{"type":"record","name":"collection","namespace":"event","fields":[{"name":"data_collection","type":"string"},{"name":"event_count","type":"long"}],"connect.version":1,"connect.name":"event.collection"}]}],"default":null},{"name":"ts_ms","type":"long"}],"connect.version":1,"connect.name":"io.debezium.connector.common.TransactionMetadataValue"}""";

    /// <summary>The key of both.</summary>
    public static void WriteKey(AvroBinaryWriter writer, string id) => writer.WriteString(id);

    /// <summary>BEGIN.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="id">The transaction.</param>
    /// <param name="timestamp">Unix ms.</param>
    public static void WriteBegin(AvroBinaryWriter writer, string id, long timestamp)
    {
        writer.WriteString("BEGIN");
        writer.WriteString(id);
        writer.WriteNull();
        writer.WriteNull();
        writer.WriteLong(timestamp);
    }

    /// <summary>END, with the number of events of each table.</summary>
    public static void WriteEnd(
        AvroBinaryWriter writer,
        string id,
        IReadOnlyList<(string Table, long Events)> tables,
        long timestamp
    )
    {
        writer.WriteString("END");
        writer.WriteString(id);
        var total = 0L;
        foreach (var (_, events) in tables)
        {
            total += events;
        }

        writer.WriteOptionalLong(total);
        writer.WritePresent();
        if (tables.Count > 0)
        {
            writer.WriteLong(tables.Count);
            foreach (var (table, events) in tables)
            {
                writer.WritePresent();
                writer.WriteString(table);
                writer.WriteLong(events);
            }
        }

        writer.WriteLong(0);
        writer.WriteLong(timestamp);
    }
}
