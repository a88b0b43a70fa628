namespace CdcReplicator.UnitTests.Router;

/// <summary>Mistakes that others have made, planted at the router's seams to see that the check notices them.</summary>
public enum PlantedBug
{
    None,

    /// <summary>The log's end is remembered, not asked.</summary>
    CachedStaleLag,

    /// <summary>A read goes out without its token.</summary>
    TokenIgnored,

    /// <summary>A node counts as having what any node has.</summary>
    SomeNodeHasIt,
}
