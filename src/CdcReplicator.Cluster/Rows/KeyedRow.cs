using System.Text.Json.Serialization;
using CdcReplicator.Model;

namespace CdcReplicator.Cluster;

/// <summary>The row of a key; in a table without key, one row that stands for all that are the same.</summary>
/// <param name="Key">The key, as <see cref="KeyPath.TextOf"/> lists it.</param>
/// <param name="Digest">The row's digest, 32 hexadecimal digits.</param>
/// <param name="Count">How many there are; 1 where there is a key.</param>
/// <param name="Values">Canonical values, one for each column of the answer.</param>
internal sealed record KeyedRow(
    string Key,
    string Digest,
    long Count,
    [property: JsonConverter(typeof(ValuesConverter))] IReadOnlyList<DataValue> Values
);
