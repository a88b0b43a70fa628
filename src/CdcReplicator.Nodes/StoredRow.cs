using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>A row as a node holds it.</summary>
/// <param name="Row">Its key and digest.</param>
/// <param name="Values">Canonical values of the columns of <see cref="RowDigester.ColumnsOf"/>.</param>
internal readonly record struct StoredRow(RowDigest Row, DataValue[] Values);
