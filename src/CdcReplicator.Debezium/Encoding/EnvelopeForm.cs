using System.Text;
using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>
/// An envelope schema for one choice of columns, and the writer of its records. <c>before</c> and <c>after</c> share
/// the record <c>Value</c> where they have the same columns, as in Debezium; else <c>before</c> has a record
/// <c>Before</c> of its own.
/// </summary>
internal sealed class EnvelopeForm
{
    private readonly RecordField[] _before;
    private readonly RecordField[] _after;
    private readonly bool _countsEvents;

    /// <summary>Makes the form and its schema.</summary>
    /// <param name="nameSpace">Namespace of the envelope.</param>
    /// <param name="row">Columns of <c>Value</c>.</param>
    /// <param name="before">Columns of <c>before</c>, if they are others.</param>
    /// <param name="countsEvents">Whether the transaction block is ours, with <c>event_count</c>.</param>
    public EnvelopeForm(string nameSpace, RecordField[] row, RecordField[]? before, bool countsEvents)
    {
        _before = before ?? row;
        _after = row;
        _countsEvents = countsEvents;
        Name = nameSpace + ".Envelope";
        Schema = SchemaText(nameSpace, row, before, countsEvents);
    }

    /// <summary>Full name of the envelope.</summary>
    public string Name { get; }

    /// <summary>Schema text.</summary>
    public string Schema { get; }

    /// <summary>Writes an envelope's fields.</summary>
    /// <exception cref="InvalidValueException">A value does not fit its column.</exception>
    public void Write(AvroBinaryWriter writer, in EnvelopeToWrite envelope)
    {
        WriteRow(writer, envelope.Table, _before, envelope.BeforePlaces, envelope.Before);
        WriteRow(writer, envelope.Table, _after, envelope.AfterPlaces, envelope.After);
        envelope.Source.Write(writer);
        WriteBlock(writer, envelope.Block);
        writer.WriteString(envelope.Operation);
        writer.WriteOptionalLong(envelope.TimestampNanos / UnixNanos.PerMilli);
        writer.WriteOptionalLong(envelope.TimestampNanos / UnixNanos.PerMicro);
        writer.WriteOptionalLong(envelope.TimestampNanos);
    }

    private static void WriteRow(
        AvroBinaryWriter writer,
        TableName table,
        RecordField[] fields,
        int[] places,
        RowImage? image
    )
    {
        if (image is not { } present)
        {
            writer.WriteNull();
            return;
        }

        writer.WritePresent();
        RecordFieldWriter.Write(writer, table, fields, places, present.ToValues());
    }

    private void WriteBlock(AvroBinaryWriter writer, BlockToWrite? block)
    {
        if (block is not { } present)
        {
            writer.WriteNull();
            return;
        }

        writer.WritePresent();
        writer.WriteString(present.Id);
        writer.WriteLong(present.TotalOrder);
        writer.WriteLong(present.CollectionOrder);
        if (_countsEvents)
        {
            writer.WriteOptionalLong(present.EventCount);
        }
    }

    private static string SchemaText(string nameSpace, RecordField[] row, RecordField[]? before, bool countsEvents)
    {
        var text = new StringBuilder(4096);
        var defined = new HashSet<string>(StringComparer.Ordinal);
        text.Append("{\"type\":\"record\",\"name\":\"Envelope\",\"namespace\":\"").Append(nameSpace);
        text.Append("\",\"fields\":[{\"name\":\"before\",\"type\":[\"null\",");
        RowRecordSchema.Append(text, before is null ? "Value" : "Before", nameSpace, true, before ?? row, defined);
        text.Append("],\"default\":null},{\"name\":\"after\",\"type\":[\"null\",");
        if (before is null)
        {
            text.Append("\"Value\"");
        }
        else
        {
            RowRecordSchema.Append(text, "Value", nameSpace, true, row, defined);
        }

        text.Append("],\"default\":null},{\"name\":\"source\",\"type\":").Append(ConnectSchemas.Source);
        text.Append("},{\"name\":\"transaction\",\"type\":[\"null\",");
        text.Append(countsEvents ? ConnectSchemas.CountingBlock : ConnectSchemas.Block);
        text.Append("],\"default\":null},{\"name\":\"op\",\"type\":\"string\"}");
        foreach (var time in (ReadOnlySpan<string>)["ts_ms", "ts_us", "ts_ns"])
        {
            text.Append(",{\"name\":\"").Append(time).Append("\",\"type\":[\"null\",\"long\"],\"default\":null}");
        }

        text.Append("],\"connect.version\":2,\"connect.name\":\"").Append(nameSpace).Append(".Envelope\"}");
        return text.ToString();
    }
}
