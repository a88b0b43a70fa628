using System.Text.RegularExpressions;
using CdcReplicator.Model;

namespace CdcReplicator.ChangeLog;

/// <summary>Finds everything that is wrong with <see cref="KafkaLogOptions"/>, at once.</summary>
internal static partial class KafkaLogOptionsValidator
{
    /// <summary>Throws if anything is wrong.</summary>
    /// <exception cref="ReplicationException">Lists every error.</exception>
    public static void ThrowIfInvalid(KafkaLogOptions options)
    {
        var errors = Validate(options).ToList();
        if (errors.Count > 0)
        {
            throw new ReplicationException(
                $"The settings of the Kafka log have {errors.Count} error(s): {string.Join(' ', errors)}",
                "Correct them and start again."
            );
        }
    }

    /// <summary>Every error, a sentence each.</summary>
    public static IEnumerable<string> Validate(KafkaLogOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.BootstrapServers))
        {
            yield return "BootstrapServers is empty; give host:port[,host:port].";
        }

        foreach (
            var (name, topic) in new[]
            {
                (nameof(options.Cluster), options.Cluster),
                (nameof(options.LogTopic), options.EffectiveLogTopic),
                (nameof(options.MetadataTopic), options.EffectiveMetadataTopic),
                (nameof(options.PublisherTopic), options.EffectivePublisherTopic),
            }
        )
        {
            if (!TopicName().IsMatch(topic ?? ""))
            {
                yield return $"{name} is {Printable.Quote(topic ?? "")}; use 1 to 200 letters, digits, '.', '_' "
                    + "or '-'.";
            }
        }

        var topics = new[]
        {
            (Name: nameof(options.LogTopic), Topic: options.EffectiveLogTopic),
            (Name: nameof(options.MetadataTopic), Topic: options.EffectiveMetadataTopic),
            (Name: nameof(options.PublisherTopic), Topic: options.EffectivePublisherTopic),
        };
        foreach (var same in topics.GroupBy(one => one.Topic).Where(same => same.Count() > 1))
        {
            var names = string.Join(" and ", same.Select(one => one.Name));
            yield return $"{names} are both '{same.Key}'; give them different names.";
        }

        if (options.ReplicationFactor is < 1)
        {
            yield return $"ReplicationFactor is {options.ReplicationFactor}; it must be at least 1.";
        }

        if (options.MinInSyncReplicas is < 1 || options.MinInSyncReplicas > options.ReplicationFactor)
        {
            yield return $"MinInSyncReplicas is {options.MinInSyncReplicas}; it must be between 1 and "
                + "ReplicationFactor.";
        }

        foreach (
            var (name, value) in new[]
            {
                (nameof(options.AppendTimeout), options.AppendTimeout),
                (nameof(options.ConnectTimeout), options.ConnectTimeout),
                (nameof(options.ReadTimeout), options.ReadTimeout),
                (nameof(options.Retention), options.Retention ?? TimeSpan.FromDays(1)),
            }
        )
        {
            if (value <= TimeSpan.Zero)
            {
                yield return $"{name} is {value}; it must be longer than zero.";
            }
        }

        foreach (var key in options.Settings.Keys.Where(RefusedSettings.Reasons.ContainsKey))
        {
            yield return $"Settings may not contain '{key}': {RefusedSettings.Reasons[key]}.";
        }

        foreach (var error in KafkaSecurityValidator.Validate(options.Security))
        {
            yield return error;
        }
    }

    [GeneratedRegex("^[a-zA-Z0-9._-]{1,200}$")]
    private static partial Regex TopicName();
}
