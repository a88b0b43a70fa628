using CdcReplicator.Cli;
using Xunit;

namespace CdcReplicator.UnitTests.Cli;

public sealed class NodeMetricsTests
{
    // Meters belong to the process, so other tests' nodes are measured too.
    private readonly string _node = $"n{Guid.NewGuid():N}";

    [Fact]
    public void Read_NodeThatFollows_HasEverything()
    {
        var status = Status(NodeState.Lagging) with
        {
            LogEndOffset = 100,
            LagMilliseconds = 1500,
            Rejections = new Dictionary<string, long> { ["KeyExists"] = 3 },
            LoneRejections = 0,
            Duplicates = new Dictionary<string, long> { ["shop"] = 4 },
            OtherDuplicates = 5,
            Retries = 6,
            Orders = new Dictionary<string, long> { ["pause counted"] = 2 },
        };

        var text = Measure(new NodeFacts(new MemberView(status, TimeSpan.FromSeconds(0.25), IsAlive: true)));

        Assert.Equal(
            [
                "alive{} 1",
                "duplicates_total{publisher=\"others\"} 5",
                "duplicates_total{publisher=\"shop\"} 4",
                "heartbeat_age_seconds{} 0.25",
                "lag_records{} 58",
                "lag_seconds{} 1.5",
                "lone_rejections_total{} 0",
                "orders_total{kind=\"pause\",outcome=\"counted\"} 2",
                "position{} 41",
                "rejections_total{reason=\"KeyExists\"} 3",
                "retries_total{} 6",
                "standby{} 0",
                "state{state=\"lagging\"} 1",
            ],
            text.Where(line =>
                !line.StartsWith("state{", StringComparison.Ordinal) || line.EndsWith(" 1", StringComparison.Ordinal)
            )
        );
        Assert.Contains("state{state=\"active\"} 0", text);
    }

    [Theory]
    [InlineData(NodeState.Active, true, null, true)]
    [InlineData(NodeState.Active, false, 100L, true)]
    [InlineData(NodeState.Joining, true, 100L, false)]
    public void Read_WhatIsNotKnown_HasNoSeries(NodeState state, bool isAlive, long? end, bool hasPosition)
    {
        var status = Status(state) with { LogEndOffset = end, LagMilliseconds = 0 };

        var text = Measure(new NodeFacts(new MemberView(status, TimeSpan.Zero, isAlive)));

        Assert.DoesNotContain(text, line => line.StartsWith("lag_", StringComparison.Ordinal));
        Assert.DoesNotContain(text, line => line.StartsWith("lone_", StringComparison.Ordinal));
        Assert.Equal(hasPosition, text.Contains("position{} 41"));
    }

    [Fact]
    public void Read_NodeThatIsGone_HasNoSeriesAnyMore()
    {
        List<NodeFacts> nodes = [new(new MemberView(Status(NodeState.Active), TimeSpan.Zero, IsAlive: true))];
        using var sums = new MetricSums();
        using var metrics = new NodeMetrics(() => nodes);
        Assert.NotEmpty(Lines(sums));

        nodes.Clear();

        Assert.Empty(Lines(sums));
    }

    private List<string> Measure(NodeFacts node)
    {
        using var sums = new MetricSums();
        using var metrics = new NodeMetrics(() => [node]);
        return Lines(sums);
    }

    private List<string> Lines(MetricSums sums) =>
        [
            .. PrometheusText
                .Write(sums.Read())
                .Split('\n')
                .Where(line => line.Contains(_node, StringComparison.Ordinal))
                .Select(line =>
                    line.Replace("cdc_replicator_node_", "", StringComparison.Ordinal)
                        .Replace($"node=\"{_node}\",", "", StringComparison.Ordinal)
                        .Replace($"node=\"{_node}\"", "", StringComparison.Ordinal)
                )
                .Order(StringComparer.Ordinal),
        ];

    private MemberStatus Status(NodeState state) =>
        new()
        {
            NodeId = _node,
            Kind = "sqlite",
            Endpoint = "x",
            ApplierId = "x",
            State = state,
            LastAppliedSequence = 41,
            RestartOffset = 42,
        };
}
