using CdcReplicator.Applier;
using CdcReplicator.Debezium;
using CdcReplicator.Lifecycle;
using CdcReplicator.Nodes;
using CdcReplicator.Router;

namespace CdcReplicator.Cli;

/// <summary>The section <c>CdcReplicator</c> of the configuration.</summary>
internal sealed record ReplicatorOptions
{
    public const string Section = "CdcReplicator";

    /// <summary>The cluster's log.</summary>
    public string? Log { get; init; }

    /// <summary>Settings of the log's client, by kind of log.</summary>
    public ChangeLogOptions ChangeLog { get; init; } = new();

    /// <summary>Confluent's registry, if schemas are not kept beside the log.</summary>
    public string? SchemaRegistryUrl { get; init; }

    /// <summary>What must be known of the connectors that write to the log.</summary>
    public DebeziumDecoderOptions Decoder { get; init; } = new();

    /// <summary>
    /// What the records of a source do not tell, by the source's name (<c>topic.prefix</c> of a connector).
    /// </summary>
    public IReadOnlyDictionary<string, SourceOptions> Sources { get; init; } = new Dictionary<string, SourceOptions>();

    /// <summary>PEM file with the private key that signs the orders given here; null to give them unsigned.</summary>
    public string? OrderKeyFile { get; init; }

    /// <summary>How the appliers work.</summary>
    public ApplierOptions Applier { get; init; } = new();

    /// <summary>How the nodes are compared while <c>run</c> runs.</summary>
    public VerificationOptions Verification { get; init; } = new();

    /// <summary>How <c>route</c> chooses nodes, and how it logs in to them to ask for their position.</summary>
    public ReadRouterOptions Router { get; init; } = new();

    /// <summary>The endpoint that <c>route</c> opens for PostgreSQL clients.</summary>
    public RelayOptions Relay { get; init; } = new();

    /// <summary>Where <c>run</c> and <c>route</c> serve and send metrics and health.</summary>
    public MonitoringOptions Monitoring { get; init; } = new();

    /// <summary>The nodes whose appliers run here.</summary>
    public IReadOnlyList<NodeOptions> Nodes { get; init; } = [];
}
