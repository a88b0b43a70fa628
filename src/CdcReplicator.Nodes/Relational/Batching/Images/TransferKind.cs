namespace CdcReplicator.Nodes;

/// <summary>How a field's values get to their column.</summary>
internal enum TransferKind : byte
{
    /// <summary>Nowhere: the column is generated or ignored.</summary>
    None,

    /// <summary>As they are, within the range of the column.</summary>
    Direct,

    /// <summary>As text, without blanks at its end.</summary>
    Trimmed,

    /// <summary>Converted as <c>ValueCoercion</c> says.</summary>
    Coerced,
}
