using System.Globalization;

namespace CdcReplicator.ChangeLog;

/// <summary>Compares a topic with its plan.</summary>
internal static class TopicVerification
{
    /// <summary>
    /// What is wrong, or null: every wrong setting, its value, the wanted one and the command that corrects it.
    /// </summary>
    public static ReplicationException? Find(TopicPlan plan, TopicFacts facts, string servers)
    {
        var errors = string.Join(' ', Check(plan, facts, servers));
        return errors.Length == 0
            ? null
            : new ReplicationException(
                $"Topic '{plan.Name}' at '{servers}' cannot be used: {errors}",
                "Correct it as said and start again."
            );
    }

    /// <summary>Every difference, with its remedy.</summary>
    public static IEnumerable<string> Check(TopicPlan plan, TopicFacts facts, string servers)
    {
        if (facts.Partitions != 1)
        {
            yield return $"it has {facts.Partitions} partitions, and total order needs 1 (make a new topic with 1 "
                + "partition).";
        }

        if (plan.Replicas is { } replicas && facts.Replicas != replicas)
        {
            yield return $"it has {facts.Replicas} replica(s), and ReplicationFactor asks for {replicas} "
                + "(kafka-reassign-partitions.sh).";
        }

        foreach (var wrong in CheckSettings(plan, facts.Settings, servers))
        {
            yield return wrong;
        }

        var minInSync = plan.MinInSyncOf(facts.Replicas);
        var actual = facts.Settings.GetValueOrDefault(TopicPlan.MinInSyncSetting);
        if (
            !int.TryParse(actual, CultureInfo.InvariantCulture, out var held)
            || held < minInSync
            || held > facts.Replicas
        )
        {
            yield return Wrong(
                plan.Name,
                TopicPlan.MinInSyncSetting,
                actual,
                minInSync.ToString(CultureInfo.InvariantCulture),
                servers
            );
        }
    }

    /// <summary>Every setting that must be as planned and is not, with its remedy.</summary>
    public static IEnumerable<string> CheckSettings(
        TopicPlan plan,
        IReadOnlyDictionary<string, string> settings,
        string servers
    )
    {
        foreach (var (setting, wanted) in plan.Required)
        {
            if (settings.GetValueOrDefault(setting) is var value && value != wanted)
            {
                yield return Wrong(plan.Name, setting, value, wanted, servers);
            }
        }
    }

    private static string Wrong(string topic, string setting, string? value, string wanted, string servers) =>
        $"{setting} is '{value}' and must be '{wanted}' (kafka-configs.sh --bootstrap-server {servers} --alter "
        + $"--entity-type topics --entity-name {topic} --add-config {setting}={wanted}).";
}
