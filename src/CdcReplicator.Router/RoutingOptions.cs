using CdcReplicator.Model;
using CdcReplicator.Nodes;
using CdcReplicator.Router;

namespace CdcReplicator;

/// <summary>How reads are spread over the nodes that qualify.</summary>
public sealed record RoutingOptions
{
    /// <summary>Default of <see cref="LagLimit"/>.</summary>
    public const long DefaultLagLimit = 10_000;

    /// <summary>Default of <see cref="MinServingNodes"/>.</summary>
    public const int DefaultMinServingNodes = 2;

    /// <summary>Default of <see cref="ReadmitBelow"/>.</summary>
    public const double DefaultReadmitBelow = 0.5;

    /// <summary>Default of <see cref="ReadmitAfter"/>.</summary>
    public static readonly TimeSpan DefaultReadmitAfter = TimeSpan.FromSeconds(10);

    /// <summary>Default of <see cref="SlowStart"/>.</summary>
    public static readonly TimeSpan DefaultSlowStart = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Name of the policy that picks among the nodes that qualify: <c>least-cost</c> (default), <c>round-robin</c>,
    /// <c>least-lag</c>, <c>weighted</c> or <c>locality</c>.
    /// </summary>
    public string Policy { get; init; } = ReadPolicies.LeastCost;

    /// <summary>A policy of your own, instead of a named one.</summary>
    public IReadPolicy? CustomPolicy { get; init; }

    /// <summary>
    /// Share of reads by node id, for <c>weighted</c>. Default 1 each; 0 keeps reads away while there are others.
    /// </summary>
    public IReadOnlyDictionary<string, double> Weights { get; init; } = new Dictionary<string, double>();

    /// <summary>Where this process runs, for <c>locality</c>.</summary>
    public string? Zone { get; init; }

    /// <summary>Where nodes run, by node id, for <c>locality</c>.</summary>
    public IReadOnlyDictionary<string, string> Zones { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Hosts that PostgreSQL nodes may publish as theirs: names, <c>*.DOMAIN</c>, addresses, networks
    /// (<c>10.0.0.0/8</c>), folders of Unix sockets. This machine is always allowed. A node published elsewhere gets no
    /// reads, and nobody's password, unless its own entry in the node credentials says its <c>Host</c>. Default: none.
    /// </summary>
    public IReadOnlyList<string> NodeHosts { get; init; } = [];

    /// <summary>
    /// Records behind the log's end from which a node is left alone while others qualify, at every level. A preference,
    /// not a promise: ask for <c>bounded</c> to have one. Default 10,000.
    /// </summary>
    public long LagLimit { get; init; } = DefaultLagLimit;

    /// <summary>
    /// So many nodes are kept for reads although they are beyond <see cref="LagLimit"/>, those with the least lag
    /// first, because all load on one node is no help. Default 2.
    /// </summary>
    public int MinServingNodes { get; init; } = DefaultMinServingNodes;

    /// <summary>
    /// A node that fell out by lag comes back at once below this share of <see cref="LagLimit"/>. Default 0.5.
    /// </summary>
    public double ReadmitBelow { get; init; } = DefaultReadmitBelow;

    /// <summary>
    /// A node that fell out by lag comes back when it has kept within <see cref="LagLimit"/> so long. Default 10 s.
    /// </summary>
    public TimeSpan ReadmitAfter { get; init; } = DefaultReadmitAfter;

    /// <summary>
    /// How long a node that returns is taken for slower than it is, less and less: its caches are cold. Default 10 s;
    /// zero for not at all.
    /// </summary>
    public TimeSpan SlowStart { get; init; } = DefaultSlowStart;

    /// <summary>Every error of these settings; empty if they are valid.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        errors.AddRange(
            NodeHosts
                .Select(NodeHostList.Problem)
                .OfType<string>()
                .Select(problem => $"{nameof(NodeHosts)}: {problem}.")
        );
        if (CustomPolicy is null && !ReadPolicies.Names.Contains(Policy))
        {
            errors.Add(
                $"{nameof(Policy)} is {Printable.Quote(Policy)}; name one of: {string.Join(", ", ReadPolicies.Names)}."
            );
        }

        if (Policy == ReadPolicies.Locality && Zone is null)
        {
            errors.Add(
                $"{nameof(Policy)} {Printable.Quote(Policy)} needs a {nameof(Zone)}: say where this process runs."
            );
        }

        errors.AddRange(
            Weights
                .Where(weight => !(weight.Value >= 0) || double.IsInfinity(weight.Value))
                .Select(weight => $"{nameof(Weights)} of '{weight.Key}' is {weight.Value}; it must be 0 or more.")
        );
        Require(errors, LagLimit >= 0, nameof(LagLimit), LagLimit, "0 or more");
        Require(errors, MinServingNodes >= 0, nameof(MinServingNodes), MinServingNodes, "0 or more");
        Require(errors, ReadmitBelow is >= 0 and <= 1, nameof(ReadmitBelow), ReadmitBelow, "from 0 to 1");
        Require(errors, ReadmitAfter >= TimeSpan.Zero, nameof(ReadmitAfter), ReadmitAfter, "zero or longer");
        Require(errors, SlowStart >= TimeSpan.Zero, nameof(SlowStart), SlowStart, "zero or longer");
        return errors;
    }

    private static void Require(List<string> errors, bool isMet, string name, object value, string expected)
    {
        if (!isMet)
        {
            errors.Add(FormattableString.Invariant($"{name} is {value}; it must be {expected}."));
        }
    }
}
