using CdcReplicator.Model;

namespace CdcReplicator.Testing;

/// <summary>A recorded record and the topic it stood in.</summary>
internal sealed record CorpusRecord(string Topic, LogRecord Record);
