using CdcReplicator.Client;

namespace CdcReplicator;

/// <summary>
/// Settings of a <see cref="CdcCluster"/>. Can be bound to configuration. Taken and validated when it connects; every
/// error is reported at once, and what is set afterwards changes nothing.
/// </summary>
public sealed record CdcClusterOptions
{
    /// <summary>Default of <see cref="ApplyTimeout"/>.</summary>
    public static readonly TimeSpan DefaultApplyTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Default of <see cref="ReadTimeout"/>.</summary>
    public static readonly TimeSpan DefaultReadTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Default of <see cref="TablesTimeout"/>.</summary>
    public static readonly TimeSpan DefaultTablesTimeout = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Default of <see cref="MaxUnansweredCommits"/>, and the most it may be: nodes remember only so many numbers that
    /// are yet to come.
    /// </summary>
    public const int DefaultMaxUnansweredCommits = NumberWindow.MaxLeftOpen;

    /// <summary>Default of <see cref="MaxUnansweredBytes"/>.</summary>
    public const long DefaultMaxUnansweredBytes = 64L * 1024 * 1024;

    /// <summary>
    /// The address of the log: <c>embedded:path</c> or <c>kafka://host:port[,host:port]/cluster</c>. Required where no
    /// address is given in another way. Default: none.
    /// </summary>
    public string? Log { get; set; }

    /// <summary>
    /// A lasting name to publish under, for example the service's; letters, digits, <c>-</c>, <c>_</c>, <c>.</c>. Its
    /// duplicates are told for ever, not only for the cluster's publisher expiry. Default: a one-time name, which suits
    /// almost everybody.
    /// </summary>
    public string? PublisherName { get; set; }

    /// <summary>Address of a Confluent schema registry. Default: schemas are kept beside the log.</summary>
    public Uri? SchemaRegistryUrl { get; set; }

    /// <summary>How long a commit waits for nodes to apply it. Default 30 s.</summary>
    public TimeSpan ApplyTimeout { get; set; } = DefaultApplyTimeout;

    /// <summary>How long a read waits for a node that qualifies. Default 10 s.</summary>
    public TimeSpan ReadTimeout { get; set; } = DefaultReadTimeout;

    /// <summary>How long the first commits wait for an applier to publish the tables. Default 5 s.</summary>
    public TimeSpan TablesTimeout { get; set; } = DefaultTablesTimeout;

    /// <summary>
    /// How many commits may be on their way to the log at a time; further ones wait. From 1 to 500; default 500.
    /// </summary>
    public int MaxUnansweredCommits { get; set; } = DefaultMaxUnansweredCommits;

    /// <summary>
    /// How many bytes of records may be on their way to the log at a time; further commits wait. A transaction that is
    /// larger goes alone. Default 64 MiB.
    /// </summary>
    public long MaxUnansweredBytes { get; set; } = DefaultMaxUnansweredBytes;

    /// <summary>
    /// How to log in to nodes for reads: by node id, or by kind (<c>postgres</c>) for all nodes of the kind. The value
    /// is a connection string of the node's driver with what the node's published endpoint leaves out, for example
    /// <c>Username=app;Password=...</c>; what it does give wins over the endpoint. SQLite nodes need none.
    /// Secret. Default: none.
    /// </summary>
    public IDictionary<string, string> NodeCredentials { get; set; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How reads are spread over the nodes that qualify. Default: <c>least-cost</c>.</summary>
    public RoutingOptions Routing { get; set; } = new();

    /// <summary>
    /// How this process uses the log (Kafka: security settings). A log that is not there is created only if
    /// <see cref="ChangeLogOptions.CreateIfMissing"/> is set to true.
    /// </summary>
    public ChangeLogOptions LogClient { get; set; } = new();

    /// <summary>Every error of these settings; empty if they are valid.</summary>
    public IReadOnlyList<string> Validate() => ClusterOptionErrors.Of(this);
}
