using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace CdcReplicator.Cli;

/// <summary>
/// Adds up what the meters of this product measure in this process, from now on, and asks the instruments that are
/// observed whenever it is read: what they do not report then is unknown, and has no series.
/// </summary>
internal sealed class MetricSums : IDisposable
{
    private const string Meters = "CdcReplicator";

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, MetricSeries> _series = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, MetricSeries> _observed = new(StringComparer.Ordinal);
    private readonly Lock _reading = new();

    public MetricSums()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name.StartsWith(Meters, StringComparison.Ordinal))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>All of them, those of one name together.</summary>
    public IReadOnlyList<MetricSeries> Read()
    {
        lock (_reading)
        {
            _observed.Clear();
            _listener.RecordObservableInstruments();
            return
            [
                .. _series
                    .Concat(_observed)
                    .OrderBy(series => series.Key, StringComparer.Ordinal)
                    .Select(series => series.Value),
            ];
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var key = instrument.Name;
        foreach (var (name, content) in tags)
        {
            key += $"\0{name}\0{content}";
        }

        if (instrument.IsObservable)
        {
            var seen = New(instrument, tags);
            seen.Set(value);
            _observed[key] = seen;
            return;
        }

        if (!_series.TryGetValue(key, out var series))
        {
            series = _series.GetOrAdd(key, New(instrument, tags));
        }

        series.Add(value);
    }

    private static MetricSeries New(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var kind = instrument switch
        {
            Counter<long> or ObservableCounter<long> => MetricKind.Counter,
            Histogram<double> => MetricKind.Histogram,
            _ => MetricKind.Gauge,
        };
        var labels = new List<KeyValuePair<string, string>>();
        foreach (var (name, content) in tags)
        {
            labels.Add(new(name, content?.ToString() ?? ""));
        }

        return new MetricSeries(instrument.Name, kind, instrument.Description ?? "", labels);
    }
}
