namespace CdcReplicator.Nodes;

/// <summary>What a token of SQL is.</summary>
internal enum SqlTokenKind : byte
{
    /// <summary>A keyword, or a name without quotes.</summary>
    Word,

    /// <summary>A name in quotes.</summary>
    Name,

    /// <summary>A string.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>Any other character.</summary>
    Symbol,
}
