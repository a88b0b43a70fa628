using System.Collections.Concurrent;

namespace CdcReplicator.Applier;

/// <summary>The pulses of all appliers of a host. Safe for concurrent use.</summary>
internal sealed class ApplierPulses
{
    private readonly ConcurrentDictionary<string, ApplierPulse> _pulses = new(StringComparer.Ordinal);

    /// <summary>The appliers that have been made so far, by node id.</summary>
    public IReadOnlyList<ApplierPulse> All =>
        [.. _pulses.Values.OrderBy(pulse => pulse.NodeId, StringComparer.Ordinal)];

    /// <summary>Adds an applier's, in place of an earlier one of the same node.</summary>
    public void Add(ApplierPulse pulse)
    {
        ArgumentNullException.ThrowIfNull(pulse);
        _pulses[pulse.NodeId] = pulse;
    }
}
