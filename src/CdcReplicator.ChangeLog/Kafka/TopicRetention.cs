using System.Globalization;
using CdcReplicator.Model;

namespace CdcReplicator.ChangeLog;

/// <summary>How long a topic keeps its records, by its settings. They may be changed while programs run.</summary>
internal static class TopicRetention
{
    private const string AgeSetting = "retention.ms";
    private const string SizeSetting = "retention.bytes";

    /// <summary>Reads the topic's settings.</summary>
    public static LogRetention Of(KafkaLogOptions options, IReadOnlyDictionary<string, string> settings)
    {
        var age = Limit(settings, AgeSetting);
        var floor = (long)options.RetentionFloor.TotalMilliseconds;
        var topic = options.EffectiveLogTopic;
        return new LogRetention
        {
            AgeMilliseconds = age,
            Bytes = Limit(settings, SizeSetting),
            Floor = options.RetentionFloor,
            ShortSetting =
                age < floor
                    ? string.Create(CultureInfo.InvariantCulture, $"topic '{topic}' has {AgeSetting}={age}")
                    : null,
            Remedy = string.Create(
                CultureInfo.InvariantCulture,
                $"To keep the log longer: kafka-configs.sh --bootstrap-server {options.BootstrapServers} --alter "
                    + $"--entity-type topics --entity-name {topic} --add-config "
                    + $"{AgeSetting}={Math.Max(604_800_000, 7 * floor)}; and see {SizeSetting}."
            ),
        };
    }

    // -1 says that there is no limit.
    private static long? Limit(IReadOnlyDictionary<string, string> settings, string name) =>
        settings.TryGetValue(name, out var text)
        && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
        && value >= 0
            ? value
            : null;
}
