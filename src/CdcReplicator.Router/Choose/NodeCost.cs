namespace CdcReplicator.Router;

/// <summary>What one more read on a node is expected to cost.</summary>
internal static class NodeCost
{
    /// <summary>Differences below this are not worth leaving an idle node alone: 50 µs.</summary>
    private const double FloorSeconds = 50e-6;

    /// <summary>Seconds that one failure since the last success adds.</summary>
    private const double FailureSeconds = 1;

    /// <summary>A number to compare; the lower the better.</summary>
    /// <param name="inFlight">Reads the node has now.</param>
    /// <param name="latency">Seconds a read takes there.</param>
    /// <param name="failures">Failures since the last success.</param>
    public static double Of(int inFlight, double latency, int failures) =>
        ((inFlight + 1) * (latency + FloorSeconds)) + (failures * FailureSeconds);
}
