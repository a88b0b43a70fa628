using System.Globalization;

namespace CdcReplicator.LocalServers;

/// <summary>Writes a broker's <c>server.properties</c>.</summary>
internal static class KafkaServerProperties
{
    /// <summary>Settings of broker <paramref name="index"/> (from 0) of all those listed.</summary>
    public static string Of(
        int index,
        IReadOnlyList<KafkaBrokerPorts> brokers,
        string dataFolder,
        KafkaServerOptions options
    )
    {
        var user = options.User;
        var replicas = Math.Min(3, brokers.Count);
        var minInSync = Math.Max(1, replicas - 1);
        var ports = brokers[index];
        var protocol =
            options.Security is not null ? "SASL_SSL"
            : user is not null ? "SASL_PLAINTEXT"
            : "PLAINTEXT";
        var voters = brokers.Select((broker, i) => $"{i + 1}@127.0.0.1:{broker.Controller}");
        string[] lines =
        [
            "process.roles=broker,controller",
            $"node.id={index + 1}",
            $"controller.quorum.voters={string.Join(',', voters)}",
            $"listeners=CLIENT://127.0.0.1:{ports.Client},INTERNAL://127.0.0.1:{ports.Internal},"
                + $"CONTROLLER://127.0.0.1:{ports.Controller}",
            $"advertised.listeners=CLIENT://127.0.0.1:{ports.Client},INTERNAL://127.0.0.1:{ports.Internal}",
            $"listener.security.protocol.map=CLIENT:{protocol},INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "inter.broker.listener.name=INTERNAL",
            "controller.listener.names=CONTROLLER",
            $"log.dirs={dataFolder}",
            "num.partitions=1",
            $"auto.create.topics.enable={(options.AutoCreateTopics ? "true" : "false")}",
            "offsets.topic.num.partitions=1",
            $"offsets.topic.replication.factor={replicas}",
            "transaction.state.log.num.partitions=1",
            $"transaction.state.log.replication.factor={replicas}",
            $"transaction.state.log.min.isr={minInSync}",
            $"share.coordinator.state.topic.replication.factor={replicas}",
            $"share.coordinator.state.topic.min.isr={minInSync}",
            // The default, 128 MB, does not fit a small heap.
            "log.cleaner.dedupe.buffer.size=8388608",
            "group.initial.rebalance.delay.ms=0",
            // A dead broker is noticed in 3 s instead of 9, so that a leader's death is a short affair in tests.
            "broker.session.timeout.ms=3000",
            "broker.heartbeat.interval.ms=500",
            .. UserLines(user),
            .. SecurityLines(options.Security),
        ];
        return string.Join('\n', lines) + "\n";
    }

    // Brokers, controllers and tools speak without login on ports of their own, as ANONYMOUS.
    private static string[] SecurityLines(KafkaServerSecurity? security) =>
        security is null
            ? []
            :
            [
                "sasl.enabled.mechanisms=SCRAM-SHA-512",
                "listener.name.client.scram-sha-512.sasl.jaas.config="
                    + "org.apache.kafka.common.security.scram.ScramLoginModule required;",
                "listener.name.client.ssl.keystore.type=PEM",
                $"listener.name.client.ssl.keystore.location={security.CertificateFile}",
                "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "allow.everyone.if.no.acl.found=false",
                "super.users=User:ANONYMOUS",
            ];

    private static string[] UserLines(KafkaServerUser? user) =>
        user is null
            ? []
            :
            [
                "sasl.enabled.mechanisms=PLAIN",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"listener.name.client.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required user_{user.Name}=\"{user.Password}\";"
                ),
            ];
}
