namespace CdcReplicator.Bench;

/// <summary>Whose turn it is.</summary>
internal static class Turns
{
    /// <summary>
    /// All of them in the order of a round: each begins one in its turn, so that none always follows the same other.
    /// </summary>
    public static IEnumerable<T> Of<T>(int round, IReadOnlyList<T> all)
    {
        for (var turn = 0; turn < all.Count; turn++)
        {
            yield return all[(turn + round) % all.Count];
        }
    }
}
