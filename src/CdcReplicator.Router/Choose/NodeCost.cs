namespace CdcReplicator.Router;

/// <summary>What one more read on a node is expected to cost.</summary>
internal static class NodeCost
{
    /// <summary>
    /// Latencies are measured no finer than this: 50 µs. Between nodes that are quicker, how busy they are decides.
    /// </summary>
    private const double FloorSeconds = 50e-6;

    /// <summary>
    /// Seconds that each failure since the last success adds. A node that fails fast must not look quick.
    /// </summary>
    private const double FailureSeconds = 1;

    /// <summary>
    /// Whether the second is cheaper. Of a node not measured yet it is supposed that it is as quick as the other.
    /// </summary>
    public static bool IsCheaper(in NodeFigures second, in NodeFigures first)
    {
        var known = double.IsNaN(first.Latency) ? second.Latency : first.Latency;
        return Of(second, known) < Of(first, known);
    }

    /// <summary>A number to compare; the lower the better.</summary>
    public static double Of(in NodeFigures node, double otherLatency)
    {
        var latency =
            !double.IsNaN(node.Latency) ? node.Latency
            : double.IsNaN(otherLatency) ? 0
            : otherLatency;
        return ((node.InFlight + 1) * (latency + FloorSeconds) / node.Warmth) + (node.Failures * FailureSeconds);
    }
}
