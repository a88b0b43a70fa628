namespace CdcReplicator;

/// <summary>
/// Picks one of the nodes that passed the gate. Called for every read, by many threads: takes no lock and allocates
/// nothing. It decides about speed only; what a read may see was decided before.
/// </summary>
public interface IReadPolicy
{
    /// <summary>The name by which it is asked for.</summary>
    string Name { get; }

    /// <summary>The place of the chosen node.</summary>
    int Choose(ReadCandidates nodes);
}
