namespace CdcReplicator.Nodes;

/// <summary>
/// Rows that are told from others by a hash of their key (of all columns where there is no key), taken together.
/// </summary>
/// <param name="Rows">How many.</param>
/// <param name="Sum">
/// The sum of the hashes of whole rows: unlike an exclusive or, it does not lose two equal rows.
/// </param>
internal readonly record struct SeedBucket(long Rows, Int128 Sum)
{
    /// <summary>Both together.</summary>
    public static SeedBucket operator +(SeedBucket one, SeedBucket other) =>
        new(one.Rows + other.Rows, unchecked(one.Sum + other.Sum));
}
