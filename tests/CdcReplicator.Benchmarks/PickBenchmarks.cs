using BenchmarkDotNet.Attributes;
using CdcReplicator.Router;

namespace CdcReplicator.Benchmarks;

/// <summary>One pick of the read router: gate and policy, over measured nodes. Limit: 200 ns, no allocation.</summary>
[MemoryDiagnoser]
public class PickBenchmarks
{
    private NodePicker _picker = null!;
    private RouterSnapshot _snapshot = null!;

    [Params(3, 8)]
    public int Nodes { get; set; }

    [Params(
        ReadPolicies.LeastCost,
        ReadPolicies.RoundRobin,
        ReadPolicies.LeastLag,
        ReadPolicies.Weighted,
        ReadPolicies.Locality
    )]
    public string Policy { get; set; } = "";

    [GlobalSetup]
    public void SetUp()
    {
        var options = new RoutingOptions
        {
            Policy = Policy,
            Zone = "here",
            Zones = new Dictionary<string, string> { ["n0"] = "here", ["n1"] = "here" },
        };
        _picker = new NodePicker(ReadPolicies.Create(Policy, Random.Shared), TimeProvider.System);
        _snapshot = new SnapshotBuilder(options, TimeProvider.System).Next(
            null,
            [.. Enumerable.Range(0, Nodes).Select(Member)]
        );
        foreach (var node in _snapshot.Nodes)
        {
            node.Known.Meter.Observe(TimeSpan.FromMilliseconds(1), TimeProvider.System.GetTimestamp());
        }
    }

    [Benchmark]
    public string Pick() => _picker.Pick(_snapshot, wanted: 5, preferred: null, tried: null)!.Id;

    // Alive for ever: no heartbeats come while this runs.
    private static MemberView Member(int i) =>
        new(
            new MemberStatus
            {
                NodeId = $"n{i}",
                Kind = "postgres",
                Endpoint = "",
                ApplierId = "",
                State = NodeState.Active,
                LastAppliedSequence = 10 + i,
                RestartOffset = 11 + i,
                LogEndOffset = 20,
            },
            TimeSpan.Zero,
            IsAlive: true
        )
        {
            HeartbeatAge = TimeSpan.FromDays(-100),
        };
}
