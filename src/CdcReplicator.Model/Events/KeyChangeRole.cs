namespace CdcReplicator.Model;

/// <summary>Part of a row event in a primary-key change, which Debezium sends as a delete and a create.</summary>
internal enum KeyChangeRole : byte
{
    /// <summary>Not part of one.</summary>
    None,

    /// <summary>The delete of the old key (header <c>__debezium.newkey</c>).</summary>
    OldRow,

    /// <summary>The create of the new key (header <c>__debezium.oldkey</c>).</summary>
    NewRow,
}
