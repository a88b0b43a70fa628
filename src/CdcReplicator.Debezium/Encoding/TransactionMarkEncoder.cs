namespace CdcReplicator.Debezium;

/// <summary>Writes Debezium's BEGIN and END records and their key.</summary>
internal static class TransactionMarkEncoder
{
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
