namespace CdcReplicator.Model;

/// <summary>How a publisher's numbers tell duplicates.</summary>
public enum PublisherKind : byte
{
    /// <summary>
    /// SDK publisher: numbers 1, 2, 3 ... without gaps. A number is a duplicate if it was seen; one that was passed
    /// over may still come.
    /// </summary>
    Consecutive,

    /// <summary>
    /// Capture or connector: numbers (commit LSNs) only rise. Whatever is not above the last is a duplicate.
    /// </summary>
    Rising,
}
