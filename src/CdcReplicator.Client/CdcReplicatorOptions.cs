using CdcReplicator.ChangeLog;
using CdcReplicator.Router;

namespace CdcReplicator.Client;

/// <summary>
/// Settings of a cluster connection that comes from dependency injection. Can be bound to configuration.
/// </summary>
public sealed class CdcReplicatorOptions
{
    /// <summary><c>embedded:path</c> or <c>kafka://host:port[,host:port]/cluster</c>. Required.</summary>
    public string Log { get; set; } = "";

    /// <inheritdoc cref="CdcClusterOptions.PublisherName"/>
    public string? PublisherName { get; set; }

    /// <inheritdoc cref="CdcClusterOptions.SchemaRegistryUrl"/>
    public Uri? SchemaRegistryUrl { get; set; }

    /// <inheritdoc cref="CdcClusterOptions.ApplyTimeout"/>
    public TimeSpan ApplyTimeout { get; set; } = CdcClusterOptions.DefaultApplyTimeout;

    /// <inheritdoc cref="CdcClusterOptions.ReadTimeout"/>
    public TimeSpan ReadTimeout { get; set; } = CdcClusterOptions.DefaultReadTimeout;

    /// <inheritdoc cref="CdcClusterOptions.TablesTimeout"/>
    public TimeSpan TablesTimeout { get; set; } = CdcClusterOptions.DefaultTablesTimeout;

    /// <inheritdoc cref="CdcClusterOptions.MaxUnansweredCommits"/>
    public int MaxUnansweredCommits { get; set; } = CdcClusterOptions.DefaultMaxUnansweredCommits;

    /// <inheritdoc cref="CdcClusterOptions.MaxUnansweredBytes"/>
    public long MaxUnansweredBytes { get; set; } = CdcClusterOptions.DefaultMaxUnansweredBytes;

    /// <inheritdoc cref="CdcClusterOptions.NodeCredentials"/>
    public Dictionary<string, string> NodeCredentials { get; } = new(StringComparer.Ordinal);

    /// <inheritdoc cref="CdcClusterOptions.Routing"/>
    public RoutingOptions Routing { get; set; } = new();

    /// <inheritdoc cref="CdcClusterOptions.Log"/>
    public ChangeLogOptions LogClient { get; set; } = new();

    internal CdcClusterOptions ToClusterOptions() =>
        new()
        {
            PublisherName = PublisherName,
            SchemaRegistryUrl = SchemaRegistryUrl,
            ApplyTimeout = ApplyTimeout,
            ReadTimeout = ReadTimeout,
            TablesTimeout = TablesTimeout,
            MaxUnansweredCommits = MaxUnansweredCommits,
            MaxUnansweredBytes = MaxUnansweredBytes,
            NodeCredentials = NodeCredentials,
            Routing = Routing,
            Log = LogClient,
        };
}
