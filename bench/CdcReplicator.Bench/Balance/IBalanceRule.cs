namespace CdcReplicator.Bench;

/// <summary>A textbook rule of balancing, to compare with. Safe for concurrent use.</summary>
internal interface IBalanceRule
{
    string Name { get; }

    /// <summary>One of the nodes given.</summary>
    int Choose(IReadOnlyList<int> nodes);

    /// <summary>A read has gone to a node.</summary>
    void Began(int node);

    /// <summary>It has ended, well or not.</summary>
    void Ended(int node, TimeSpan took);
}
