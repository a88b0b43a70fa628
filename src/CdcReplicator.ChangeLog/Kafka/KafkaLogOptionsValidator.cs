using System.Text.RegularExpressions;
using CdcReplicator.Model;

namespace CdcReplicator.ChangeLog;

/// <summary>Finds everything that is wrong with <see cref="KafkaLogOptions"/>, at once.</summary>
internal static partial class KafkaLogOptionsValidator
{
    private const string Guarantees = "the log's guarantees rest on it";
    private const string SecretElsewhere =
        "put the secret in a file or environment variable and name that under Security";
    private const string OwnOption = "use the option of its own";

    private static readonly Dictionary<string, string> Refused = new(StringComparer.OrdinalIgnoreCase)
    {
        ["acks"] = Guarantees,
        ["request.required.acks"] = Guarantees,
        ["enable.idempotence"] = Guarantees,
        ["enable.gapless.guarantee"] = Guarantees,
        ["transactional.id"] = Guarantees,
        ["auto.offset.reset"] = Guarantees,
        ["isolation.level"] = Guarantees,
        ["enable.auto.commit"] = Guarantees,
        ["enable.auto.offset.store"] = Guarantees,
        ["enable.partition.eof"] = Guarantees,
        ["group.id"] = Guarantees,
        ["group.instance.id"] = Guarantees,
        ["allow.auto.create.topics"] = Guarantees,
        ["receive.message.max.bytes"] = "it is what a batch may become, and the same for all nodes",
        ["bootstrap.servers"] = OwnOption,
        ["metadata.broker.list"] = OwnOption,
        ["message.max.bytes"] = "it is taken from the topic",
        ["message.timeout.ms"] = OwnOption,
        ["delivery.timeout.ms"] = OwnOption,
        ["security.protocol"] = OwnOption,
        ["sasl.mechanism"] = OwnOption,
        ["sasl.mechanisms"] = OwnOption,
        ["sasl.username"] = OwnOption,
        ["sasl.password"] = SecretElsewhere,
        ["ssl.key.password"] = SecretElsewhere,
        ["ssl.key.pem"] = SecretElsewhere,
        ["ssl.keystore.password"] = SecretElsewhere,
        ["sasl.oauthbearer.client.secret"] = SecretElsewhere,
    };

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

        foreach (var key in options.Settings.Keys.Where(Refused.ContainsKey))
        {
            yield return $"Settings may not contain '{key}': {Refused[key]}.";
        }

        foreach (var error in ValidateSecurity(options.Security))
        {
            yield return error;
        }
    }

    private static IEnumerable<string> ValidateSecurity(KafkaSecurityOptions security)
    {
        var sasl = security.Protocol is KafkaSecurityProtocol.SaslPlaintext or KafkaSecurityProtocol.SaslSsl;
        if (sasl && string.IsNullOrEmpty(security.User))
        {
            yield return $"Security.User is empty, and Security.Protocol {security.Protocol} needs one.";
        }

        if (sasl && security.PasswordFile is null == security.PasswordEnvironmentVariable is null)
        {
            yield return "Give one of Security.PasswordFile and Security.PasswordEnvironmentVariable.";
        }

        if (
            security.PasswordEnvironmentVariable is { } variable
            && string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable))
        )
        {
            yield return $"Environment variable {Secrets.QuotePlace(variable)} "
                + "(Security.PasswordEnvironmentVariable) is not set.";
        }

        foreach (
            var (name, file) in new[]
            {
                (nameof(security.PasswordFile), security.PasswordFile),
                (nameof(security.CaFile), security.CaFile),
                (nameof(security.CertificateFile), security.CertificateFile),
                (nameof(security.KeyFile), security.KeyFile),
                (nameof(security.KeyPasswordFile), security.KeyPasswordFile),
            }
        )
        {
            if (file is not null && !File.Exists(file))
            {
                yield return $"Security.{name} is {Secrets.QuotePlace(file)}, and there is no such file; name "
                    + "it from the root on.";
            }
        }

        if (security.CertificateFile is null != security.KeyFile is null)
        {
            yield return "Give both of Security.CertificateFile and Security.KeyFile, or neither.";
        }
    }

    [GeneratedRegex("^[a-zA-Z0-9._-]{1,200}$")]
    private static partial Regex TopicName();
}
