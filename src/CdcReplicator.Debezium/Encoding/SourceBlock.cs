namespace CdcReplicator.Debezium;

/// <summary>What the <c>source</c> block of a record says.</summary>
internal sealed record SourceBlock
{
    /// <summary>Version of the publisher's program.</summary>
    public required string Version { get; init; }

    /// <summary>Kind of publisher.</summary>
    public required string Connector { get; init; }

    /// <summary>Topic prefix, or publisher name.</summary>
    public required string Name { get; init; }

    /// <summary>Commit time at the source, nanoseconds since the Unix epoch.</summary>
    public required long TimestampNanos { get; init; }

    /// <summary>Place in a snapshot; <c>false</c> outside of one.</summary>
    public string Snapshot { get; init; } = "false";

    /// <summary>Database; ours: the cluster.</summary>
    public required string Database { get; init; }

    /// <summary>Debezium's pair of LSNs as JSON text.</summary>
    public string? Sequence { get; init; }

    /// <summary>Schema of the table.</summary>
    public required string Schema { get; init; }

    /// <summary>The table.</summary>
    public required string Table { get; init; }

    /// <summary>Transaction id; ours: the publisher's number.</summary>
    public long? TransactionId { get; init; }

    /// <summary>LSN; ours: the publisher's number.</summary>
    public long? Lsn { get; init; }

    /// <summary>Writes the block in the field order of <see cref="ConnectSchemas.Source"/>.</summary>
    public void Write(AvroBinaryWriter writer)
    {
        writer.WriteString(Version);
        writer.WriteString(Connector);
        writer.WriteString(Name);
        writer.WriteLong(TimestampNanos / UnixNanos.PerMilli);
        writer.WriteLong(0);
        writer.WriteString(Snapshot);
        writer.WriteString(Database);
        writer.WriteOptionalString(Sequence);
        writer.WriteOptionalLong(TimestampNanos / UnixNanos.PerMicro);
        writer.WriteOptionalLong(TimestampNanos);
        writer.WriteString(Schema);
        writer.WriteString(Table);
        writer.WriteOptionalLong(TransactionId);
        writer.WriteOptionalLong(Lsn);
        writer.WriteNull();
        writer.WriteNull();
        writer.WriteNull();
    }
}
