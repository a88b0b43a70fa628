using System.Diagnostics.Metrics;

namespace CdcReplicator.Bench;

/// <summary>Tells which reads had to wait for a node, by the router's own metric.</summary>
internal sealed class ReadWaits : IDisposable
{
    private const string Meter = "CdcReplicator.Router";
    private const string Instrument = "cdc_replicator.router.wait";

    // The router measures a wait in the flow of the read that has waited.
    private readonly AsyncLocal<Watch?> _read = new();
    private readonly MeterListener _listener = new();

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
                if (_read.Value is { } read)
                {
                    read.HasWaited |= seconds > 0;
                }
            }
        );
        _listener.Start();
    }

    /// <summary>Watches the reads that the caller's flow begins from now on.</summary>
    public Watch Begin() => _read.Value = new Watch();

    public void Dispose() => _listener.Dispose();

    /// <summary>What is known of a read.</summary>
    internal sealed class Watch
    {
        /// <summary>Whether it has waited for a node.</summary>
        public bool HasWaited { get; set; }
    }
}
