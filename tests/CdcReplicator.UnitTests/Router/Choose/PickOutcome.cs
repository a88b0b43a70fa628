using System.Globalization;

namespace CdcReplicator.UnitTests.Router;

/// <summary>What a simulated run came to.</summary>
/// <param name="Throughput">Reads served a second.</param>
/// <param name="P99">Seconds below which 99 of 100 served reads were.</param>
/// <param name="Success">Share of attempts that did not fail; nothing is tried again here.</param>
/// <param name="Picks">Attempts by node.</param>
internal sealed record PickOutcome(double Throughput, double P99, double Success, long[] Picks)
{
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Throughput, 8:0} reads/s  p99 {P99 * 1000, 7:0.00} ms  success {Success:P4}  picks "
                + $"{string.Join('/', Picks)}"
        );
}
