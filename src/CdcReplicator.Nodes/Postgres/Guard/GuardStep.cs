namespace CdcReplicator.Nodes;

/// <summary>What is to be done with the guard of a table.</summary>
internal enum GuardStep
{
    /// <summary>It is as it shall be.</summary>
    Nothing,

    /// <summary>It is made, or made to act always.</summary>
    Put,

    /// <summary>It is taken away.</summary>
    Remove,

    /// <summary>It should be there, and only the table's owner may make it.</summary>
    CannotPut,

    /// <summary>It should not be there, and only the table's owner may take it away.</summary>
    CannotRemove,
}
