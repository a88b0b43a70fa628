namespace CdcReplicator.Debezium;

/// <summary>
/// Bytes or a schema are not what they should be. Internal to decoding: the record decoder adds the offset and the
/// remedy.
/// </summary>
internal sealed class MalformedDataException(string problem, Exception? inner = null) : Exception(problem, inner);
