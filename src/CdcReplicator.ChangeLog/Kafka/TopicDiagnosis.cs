namespace CdcReplicator.ChangeLog;

/// <summary>Says, after an append failed, what about its topic explains it.</summary>
internal static class TopicDiagnosis
{
    /// <summary>A whole sentence, or null if nothing is to be seen.</summary>
    public static string? Explain(TopicPlan plan, TopicSight? seen) =>
        seen is null ? $"Topic '{plan.Name}' is not there any more."
        : !seen.HasLeader
            ? $"Topic '{plan.Name}' has no leader: the brokers that hold it are down, or their disks are full "
                + "or broken."
        : seen.InSync < plan.MinInSyncOf(seen.Replicas)
            ? $"Topic '{plan.Name}' has {seen.InSync} of {seen.Replicas} replicas in sync, and min.insync.replicas "
                + $"asks for {plan.MinInSyncOf(seen.Replicas)}: start the other brokers."
        : null;
}
