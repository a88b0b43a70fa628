namespace CdcReplicator.Model;

/// <summary>How a publisher's numbers tell duplicates.</summary>
internal enum PublisherKind : byte
{
    /// <summary>
    /// SDK publisher: numbers 1, 2, 3 ... without gaps. A number is a duplicate if it was seen; one that was passed
    /// over may still come.
    /// </summary>
    Consecutive,

    /// <summary>
    /// Connector that tells its transactions: their numbers (commit LSNs) rise. What is not above the last came before,
    /// or the numbers have begun again lower (<see cref="SourceHistory"/>).
    /// </summary>
    Rising,

    /// <summary>Connector that tells rows only: their places rise, likewise.</summary>
    Rows,
}
