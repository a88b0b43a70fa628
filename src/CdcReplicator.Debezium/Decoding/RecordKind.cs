namespace CdcReplicator.Debezium;

/// <summary>What sort of record a value schema or an object describes.</summary>
internal enum RecordKind : byte
{
    /// <summary>None this system knows.</summary>
    Unknown,

    /// <summary>Has <c>op</c>: a row change or a logical message.</summary>
    Envelope,

    /// <summary>Has <c>status</c> and <c>id</c>: BEGIN or END.</summary>
    Boundary,

    /// <summary>Heartbeats, notifications, schema changes: known, without effect on rows.</summary>
    NoEffect,
}
