namespace CdcReplicator.Model;

/// <summary>What a row change does.</summary>
internal enum ChangeOperation : byte
{
    /// <summary>Insert (<c>c</c>).</summary>
    Create,

    /// <summary>Update (<c>u</c>), key changes included.</summary>
    Update,

    /// <summary>Delete (<c>d</c>).</summary>
    Delete,

    /// <summary>Snapshot read or upsert (<c>r</c>).</summary>
    Read,

    /// <summary>Truncate (<c>t</c>).</summary>
    Truncate,
}
