using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>
/// Reads the record itself or one of its structs (<c>source</c>, <c>transaction</c>, <c>message</c>), field by field in
/// writing order.
/// </summary>
internal sealed class AvroGroupPlan
{
    private readonly AvroStep[] _steps;

    /// <summary>Compiles a record schema.</summary>
    public AvroGroupPlan(AvroSchema schema, EnvelopeRole role, UnavailablePlaceholder placeholder)
    {
        var rows = new Dictionary<AvroSchema, AvroRowPlan>();
        _steps = [.. schema.Fields.Select(field => new AvroStep(field, role, rows, placeholder))];
    }

    /// <summary>Reads the fields; the reader reads the last bytes of <paramref name="record"/>.</summary>
    public void Read(ref AvroReader reader, RecordBytes record, ref EnvelopeFields fields)
    {
        foreach (var step in _steps)
        {
            step.Read(ref reader, record, ref fields);
        }
    }
}
