namespace CdcReplicator.Router;

/// <summary>
/// Chooses among the nodes that passed the gate: two at random, the less busy one wins. Better than the least busy of all, because many
/// routers that see the same numbers would all run to the same node.
/// </summary>
public static class CandidateChooser
{
    /// <summary>The index of the chosen candidate.</summary>
    /// <exception cref="ArgumentException">There is no candidate.</exception>
    public static int Choose(IReadOnlyList<ReadCandidate> candidates, Random random)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentNullException.ThrowIfNull(random);
        if (candidates.Count == 0)
        {
            throw new ArgumentException("There is nothing to choose from.", nameof(candidates));
        }

        var first = random.Next(candidates.Count);
        if (candidates.Count == 1)
        {
            return first;
        }

        var second = (first + 1 + random.Next(candidates.Count - 1)) % candidates.Count;
        return candidates[second].InFlight < candidates[first].InFlight ? second : first;
    }
}
