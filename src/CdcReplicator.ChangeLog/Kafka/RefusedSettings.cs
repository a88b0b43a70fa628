namespace CdcReplicator.ChangeLog;

/// <summary>Settings of librdkafka that an operator may not give.</summary>
internal static class RefusedSettings
{
    private const string Guarantees = "the log's guarantees rest on it";
    private const string SecretElsewhere =
        "put the secret in a file or environment variable and name that under Security";
    private const string OwnOption = "use the option of its own";

    /// <summary>Their names and the reasons, as parts of a sentence.</summary>
    public static readonly IReadOnlyDictionary<string, string> Reasons = new Dictionary<string, string>(
        StringComparer.OrdinalIgnoreCase
    )
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
}
