using System.Diagnostics.Metrics;
using CdcReplicator.Cli;
using Xunit;

namespace CdcReplicator.UnitTests.Cli;

public sealed class PrometheusTextTests
{
    [Fact]
    public void Write_AllKinds_IsWhatPrometheusReads()
    {
        using var sums = new MetricSums();
        using var meter = new Meter("CdcReplicator.PrometheusTextTests");
        meter
            .CreateCounter<long>("test.reads", null, "Reads.")
            .Add(2, new KeyValuePair<string, object?>("node", "a\"b"));
        var gauge = meter.CreateUpDownCounter<long>("test.open");
        gauge.Add(3);
        gauge.Add(-1);
        meter.CreateHistogram<double>("test.wait").Record(0.02);

        var text = PrometheusText.Write([
            .. sums.Read().Where(series => series.Name.StartsWith("test.", StringComparison.Ordinal)),
        ]);

        Assert.StartsWith(
            """
            # HELP test_open 
            # TYPE test_open gauge
            test_open 2
            # HELP test_reads_total Reads.
            # TYPE test_reads_total counter
            test_reads_total{node="a\"b"} 2
            # HELP test_wait_seconds 
            # TYPE test_wait_seconds histogram
            test_wait_seconds_bucket{le="0"} 0

            """,
            text,
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            """
            test_wait_seconds_bucket{le="0.01"} 0
            test_wait_seconds_bucket{le="0.05"} 1
            test_wait_seconds_bucket{le="0.1"} 1
            test_wait_seconds_bucket{le="0.5"} 1
            test_wait_seconds_bucket{le="1"} 1
            test_wait_seconds_bucket{le="5"} 1
            test_wait_seconds_bucket{le="10"} 1
            test_wait_seconds_bucket{le="+Inf"} 1
            test_wait_seconds_sum 0.02
            test_wait_seconds_count 1

            """,
            text,
            StringComparison.Ordinal
        );
    }
}
