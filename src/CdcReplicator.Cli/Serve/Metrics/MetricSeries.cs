namespace CdcReplicator.Cli;

/// <summary>One metric with one set of labels: what was measured so far.</summary>
/// <param name="Name">As the instrument is named.</param>
/// <param name="Kind">How to read it.</param>
/// <param name="Help">What it says.</param>
/// <param name="Labels">Names and values.</param>
internal sealed record MetricSeries(
    string Name,
    MetricKind Kind,
    string Help,
    IReadOnlyList<KeyValuePair<string, string>> Labels
)
{
    private readonly long[] _buckets = new long[Bounds.Count + 1];
    private readonly Lock _writing = new();

    /// <summary>Upper bounds of a histogram's buckets, in seconds.</summary>
    public static IReadOnlyList<double> Bounds { get; } = [0, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10];

    /// <summary>Sum of all measurements; what an observed instrument said last.</summary>
    public double Sum { get; private set; }

    /// <summary>How many there were up to each bound; the last for all.</summary>
    public IReadOnlyList<long> Counts
    {
        get
        {
            lock (_writing)
            {
                return [.. _buckets];
            }
        }
    }

    /// <summary>Takes what an observed instrument says: not a change, but how it is.</summary>
    public void Set(double value)
    {
        lock (_writing)
        {
            Sum = value;
        }
    }

    /// <summary>Adds a measurement.</summary>
    public void Add(double value)
    {
        lock (_writing)
        {
            Sum += value;
            for (var i = 0; i < _buckets.Length; i++)
            {
                _buckets[i] += i == Bounds.Count || value <= Bounds[i] ? 1 : 0;
            }
        }
    }
}
