using System.Diagnostics.Metrics;

namespace CdcReplicator.Cli;

/// <summary>Counts the reads that had to wait for a node, by the router's own metric.</summary>
internal sealed class ReadWaits : IDisposable
{
    private const string Meter = "CdcReplicator.Router";
    private const string Instrument = "cdc_replicator.router.wait";

    private readonly MeterListener _listener = new();
    private long _reads;
    private long _waited;

    public ReadWaits()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == Meter && instrument.Name == Instrument)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>(
            (_, seconds, _, _) =>
            {
                Interlocked.Increment(ref _reads);
                if (seconds > 0)
                {
                    Interlocked.Increment(ref _waited);
                }
            }
        );
        _listener.Start();
    }

    /// <summary>The share of reads since the last call that did not wait.</summary>
    public double TakeShareWithoutWaiting()
    {
        var reads = Interlocked.Exchange(ref _reads, 0);
        var waited = Interlocked.Exchange(ref _waited, 0);
        return reads == 0 ? 1 : 1 - (waited / (double)reads);
    }

    public void Dispose() => _listener.Dispose();
}
