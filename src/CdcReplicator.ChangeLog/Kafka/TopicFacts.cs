namespace CdcReplicator.ChangeLog;

/// <summary>What a topic is.</summary>
/// <param name="Partitions">How many partitions it has.</param>
/// <param name="Replicas">Replicas of partition 0.</param>
/// <param name="Settings">Its settings, the brokers' defaults among them.</param>
/// <param name="Id">Its identity, new with each creation; null from brokers that give topics none.</param>
internal sealed record TopicFacts(
    int Partitions,
    int Replicas,
    IReadOnlyDictionary<string, string> Settings,
    string? Id = null
)
{
    /// <summary>What of it a look would show, all replicas being well.</summary>
    public TopicSight ToSight() => new(Id, Partitions, Replicas, Replicas, HasLeader: true);
}
