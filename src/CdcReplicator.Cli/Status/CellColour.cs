namespace CdcReplicator.Cli;

/// <summary>Colours as terminals number them.</summary>
internal enum CellColour
{
    /// <summary>The terminal's own.</summary>
    None = 0,

    /// <summary>Trouble.</summary>
    Red = 31,

    /// <summary>All is well.</summary>
    Green = 32,

    /// <summary>On its way.</summary>
    Yellow = 33,
}
