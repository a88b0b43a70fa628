namespace CdcReplicator.Nodes;

/// <summary>What a row statement does.</summary>
internal enum StatementKind
{
    /// <summary>Plain insert.</summary>
    Insert,

    /// <summary>Insert or update by key.</summary>
    Upsert,

    /// <summary>Update of the columns after the key.</summary>
    Update,

    /// <summary>Update of all columns, key included.</summary>
    UpdateWithKey,
}
