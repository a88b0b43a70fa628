using System.Globalization;
using CdcReplicator.LocalServers;

namespace CdcReplicator.Bench;

/// <summary>Durations in ms, kept by the phase in which each ended. Several threads may add.</summary>
/// <param name="what">What they are, for errors.</param>
internal sealed class PhaseSamples(string what)
{
    private const double Tail = 0.99;

    private readonly Lock _lock = new();
    private readonly Dictionary<OutagePhase, List<double>> _samples = [];

    /// <summary>Adds one.</summary>
    public void Add(OutagePhase phase, double milliseconds)
    {
        lock (_lock)
        {
            if (!_samples.TryGetValue(phase, out var list))
            {
                _samples[phase] = list = [];
            }

            list.Add(milliseconds);
        }
    }

    /// <summary>The 99th percentile of each phase.</summary>
    /// <exception cref="LocalServerException">A phase has no sample.</exception>
    public PhaseFigures P99() => PhaseFigures.Of(phase => SampleStatistics.Percentile(Sorted(phase), Tail));

    /// <summary>The largest of each phase.</summary>
    /// <exception cref="LocalServerException">A phase has no sample.</exception>
    public PhaseFigures Longest() => PhaseFigures.Of(phase => Sorted(phase)[^1]);

    private double[] Sorted(OutagePhase phase)
    {
        lock (_lock)
        {
            return _samples.TryGetValue(phase, out var list)
                ? [.. list.Order()]
                : throw new LocalServerException(
                    string.Create(CultureInfo.InvariantCulture, $"No {what} was measured in phase {phase}."),
                    "Measure longer (--seconds)."
                );
        }
    }
}
