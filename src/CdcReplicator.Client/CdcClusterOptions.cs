using CdcReplicator.ChangeLog;
using CdcReplicator.Client;
using CdcReplicator.Model;

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
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (Log is not null && AddressProblem(Log) is { } wrong)
        {
            errors.Add($"{nameof(Log)}: {wrong}");
        }

        if (PublisherName is { } name && Client.PublisherName.Problem(name) is { } problem)
        {
            errors.Add(problem);
        }

        if (SchemaRegistryUrl is { } url && !(url.IsAbsoluteUri && url.Scheme is "http" or "https"))
        {
            errors.Add(Secrets.Hide($"{nameof(SchemaRegistryUrl)} '{url}' must be an absolute http or https address."));
        }

        MustBePositive(errors, nameof(ApplyTimeout), ApplyTimeout);
        MustBePositive(errors, nameof(ReadTimeout), ReadTimeout);
        MustBePositive(errors, nameof(TablesTimeout), TablesTimeout);
        if (MaxUnansweredCommits is < 1 or > NumberWindow.MaxLeftOpen)
        {
            errors.Add(
                $"{nameof(MaxUnansweredCommits)} is {MaxUnansweredCommits}; it must be from 1 to "
                    + $"{NumberWindow.MaxLeftOpen}."
            );
        }

        if (MaxUnansweredBytes < 1)
        {
            errors.Add($"{nameof(MaxUnansweredBytes)} is {MaxUnansweredBytes}; it must be at least 1.");
        }

        errors.AddRange(Routing.Validate().Select(error => $"{nameof(Routing)}: {error}"));
        return errors;
    }

    /// <summary>What is wrong with the address of a log; null if nothing is.</summary>
    internal static string? AddressProblem(string address)
    {
        try
        {
            ChangeLogUri.Parse(address);
            return null;
        }
        catch (ReplicationException error)
        {
            return error.Message;
        }
    }

    private static void MustBePositive(List<string> errors, string name, TimeSpan value)
    {
        if (value <= TimeSpan.Zero)
        {
            errors.Add($"{name} is {value}; it must be longer than zero.");
        }
    }
}
