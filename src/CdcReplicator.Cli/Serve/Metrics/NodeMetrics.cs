using System.Diagnostics.Metrics;

namespace CdcReplicator.Cli;

/// <summary>
/// How the nodes are, as instruments that are observed. What is not known has no measurement: never a zero. Names and
/// tags are part of the public contract: docs/operating.md.
/// </summary>
internal sealed class NodeMetrics : IDisposable
{
    public const string MeterName = "CdcReplicator.Nodes";

    private readonly Meter _meter = new(MeterName);
    private readonly Func<IEnumerable<NodeFacts>> _nodes;

    /// <param name="nodes">The nodes now; called at each reading.</param>
    public NodeMetrics(Func<IEnumerable<NodeFacts>> nodes)
    {
        _nodes = nodes;
        Gauge("state", "1 for the state the node is in, 0 for the others.", node => States(node.Status));
        Gauge(
            "alive",
            "Whether the node's applier gave a sign of life within 2.5 s.",
            node => [Of(node, Bit(node.Member.IsAlive))]
        );
        Gauge(
            "standby",
            "Whether this applier waits while another works on the node.",
            node => [Of(node, Bit(node.StandsBy))]
        );
        Gauge(
            "heartbeat.age.seconds",
            "How long ago the node's applier gave a sign of life.",
            node => [Of(node, node.Member.HeartbeatAge.TotalSeconds)]
        );
        Gauge(
            "position",
            "Last applied sequence; none before the first.",
            node => node.IsPositionKnown ? [Of(node, node.Status.LastAppliedSequence)] : []
        );
        Gauge(
            "lag.records",
            "Records the node is behind the log's end; none if not known.",
            node => node.LagRecords is { } lag ? [Of(node, lag)] : []
        );
        Gauge(
            "lag.seconds",
            "How long the oldest record that the node has not applied waits; none if not known.",
            node => node.LagSeconds is { } lag ? [Of(node, lag)] : []
        );
        Counter(
            "rejections",
            "Transactions rejected since the applier started, by reason.",
            node => Counts(node.Status, node.Status.Rejections, "reason")
        );
        Counter(
            "lone.rejections",
            "Transactions rejected since the applier started that most of the other nodes accepted; none if not known.",
            node => node.Status.LoneRejections is { } lone ? [new(lone, Node(node.Status))] : []
        );
        Counter(
            "duplicates",
            "Transactions passed over as duplicates since the applier started, by publisher; 'others' for those there "
                + "is no room for.",
            node =>
                [
                    .. Counts(node.Status, node.Status.Duplicates, "publisher"),
                    Count(node.Status, node.Status.OtherDuplicates, "publisher", "others"),
                ]
        );
        Counter(
            "adapted.values",
            "Values taken otherwise than they came since the applier started: characters U+0000 taken out, numbers "
                + "taken as text.",
            node => Counts(node.Status, node.Status.Adapted, "what")
        );
        Counter(
            "retries",
            "How often the applier has begun anew after a fault of node or log, since it started.",
            node => [new(node.Status.Retries, Node(node.Status))]
        );
        AddSeeds();
    }

    private void AddSeeds()
    {
        Gauge(
            "seed.phase",
            "1 for what is done now to a node that is filled from another one; none else.",
            node => Seed(node, seed => 1, seed => new("phase", seed.Phase.ToLowerInvariant()))
        );
        Gauge("seed.rows", "Rows that are there, of a node that is filled.", node => Seed(node, seed => seed.RowsDone));
        Gauge("seed.rows.all", "Rows it will have, as estimated at the start.", node => Seed(node, seed => seed.Rows));
        Gauge(
            "seed.bytes",
            "Bytes copied into the node since its applier took the filling up.",
            node => Seed(node, seed => seed.Bytes)
        );
        Gauge(
            "seed.rows.per.second",
            "Rows copied into the node a second; none before it is known.",
            node => Seed(node, seed => seed.RowsPerSecond)
        );
    }

    private static IEnumerable<Measurement<double>> Seed(
        NodeFacts node,
        Func<SeedReport, double?> measure,
        Func<SeedReport, KeyValuePair<string, object?>>? tag = null
    ) =>
        node.Member.IsAlive && node.Status.Seed is { } seed && measure(seed) is { } value
            ? [tag is null ? Of(node, value) : new Measurement<double>(value, Node(node.Status), tag(seed))]
            : [];

    public void Dispose() => _meter.Dispose();

    private void Gauge(string name, string help, Func<NodeFacts, IEnumerable<Measurement<double>>> measure) =>
        _meter.CreateObservableGauge($"cdc_replicator.node.{name}", () => _nodes().SelectMany(measure), null, help);

    private void Counter(string name, string help, Func<NodeFacts, IEnumerable<Measurement<long>>> measure) =>
        _meter.CreateObservableCounter($"cdc_replicator.node.{name}", () => _nodes().SelectMany(measure), null, help);

    private static IEnumerable<Measurement<double>> States(MemberStatus status) =>
        Enum.GetValues<NodeState>()
            .Select(state => new Measurement<double>(
                Bit(state == status.State),
                Node(status),
                new KeyValuePair<string, object?>("state", NameOf(state))
            ));

    private static IEnumerable<Measurement<long>> Counts(
        MemberStatus status,
        IReadOnlyDictionary<string, long> counts,
        string label
    ) => counts.Select(count => Count(status, count.Value, label, count.Key));

    private static Measurement<long> Count(MemberStatus status, long value, string label, string of) =>
        new(value, Node(status), new KeyValuePair<string, object?>(label, of));

    private static Measurement<double> Of(NodeFacts node, double value) => new(value, Node(node.Status));

    private static KeyValuePair<string, object?> Node(MemberStatus status) => new("node", status.NodeId);

    private static double Bit(bool value) => value ? 1 : 0;

    private static string NameOf(NodeState state) =>
        state == NodeState.CatchingUp ? "catching-up" : state.ToString().ToLowerInvariant();
}
