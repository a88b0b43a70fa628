using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>A column as a field of a row or key record.</summary>
/// <param name="Column">The column.</param>
/// <param name="Field">Its name in Avro.</param>
/// <param name="Form">The form of its values.</param>
/// <param name="ZeroDefault">Whether it is a generated integer key, whose schema default Debezium writes as 0.</param>
internal sealed record RecordField(ColumnDefinition Column, string Field, ColumnForm Form, bool ZeroDefault);
