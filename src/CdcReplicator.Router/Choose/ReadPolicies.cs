using CdcReplicator.Model;

namespace CdcReplicator.Router;

/// <summary>The policies by name.</summary>
internal static class ReadPolicies
{
    /// <summary>The cheaper of two at random, by reads in flight, latency and failures. The default.</summary>
    public const string LeastCost = "least-cost";

    /// <summary>One after the other.</summary>
    public const string RoundRobin = "round-robin";

    /// <summary>The least lag.</summary>
    public const string LeastLag = "least-lag";

    /// <summary>At random, by weights.</summary>
    public const string Weighted = "weighted";

    /// <summary>The own zone first.</summary>
    public const string Locality = "locality";

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names { get; } = [LeastCost, RoundRobin, LeastLag, Weighted, Locality];

    /// <summary>A policy by name.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static IReadPolicy Create(string name, Random random) =>
        name switch
        {
            LeastCost => new LeastCostPolicy(random),
            RoundRobin => new RoundRobinPolicy(),
            LeastLag => new LeastLagPolicy(random),
            Weighted => new WeightedPolicy(random),
            Locality => new LocalityPolicy(random),
            _ => throw new ArgumentException(
                $"There is no read policy {Printable.Quote(name)}; name one of: {string.Join(", ", Names)}.",
                nameof(name)
            ),
        };
}
