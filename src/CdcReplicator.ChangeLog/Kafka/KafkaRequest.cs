namespace CdcReplicator.ChangeLog;

/// <summary>What was asked of Kafka: for messages, which must name the permission that is missing.</summary>
/// <param name="Doing">A phrase: "reading topic 'x'".</param>
/// <param name="Operations">The operations of Kafka's access control that it needs on the topic.</param>
/// <param name="Topic">The topic.</param>
internal readonly record struct KafkaRequest(string Doing, string Operations, string Topic)
{
    /// <summary>An append that surely failed.</summary>
    public static KafkaRequest Append(string topic) =>
        new($"appending to topic '{topic}'; nothing was appended", "Write", topic);

    /// <summary>Reading records.</summary>
    public static KafkaRequest Read(string topic) => new($"reading topic '{topic}'", "Read", topic);

    /// <summary>Asking for start and end.</summary>
    public static KafkaRequest Bounds(string topic) =>
        new($"reading the bounds of topic '{topic}'", "Describe and Read", topic);

    /// <summary>Looking at a topic and its settings, and creating it if it is missing.</summary>
    public static KafkaRequest Open(string topic) =>
        new($"opening topic '{topic}'", "Describe and DescribeConfigs (and Create, if it is to be created)", topic);
}
