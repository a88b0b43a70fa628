using System.Globalization;
using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <content>
/// What a change of the node's tables or rights may mend. Before halting, the node is opened once more, which reads its
/// tables again; while halted so, it is opened every few seconds, and shown as halted until what stopped it is done. A
/// node that follows the log is looked at as often.
/// </content>
public sealed partial class ApplierCore
{
    private (long Position, long? Sequence)? _openedFor;
    private bool _mayHeal;
    private bool _looking;
    private long _lastLook;
    private long? _sought;
    private long? _haltedAt;

    private bool IsHealing => _phase == ApplierPhase.Halted && _mayHeal;

    /// <summary>Halts at a fault, unless opening the node again may be enough.</summary>
    private void StopAt(ReplicationException error, long? sequence)
    {
        var reason = sequence is null ? error.Message : $"At sequence {sequence}: {error.Message}";
        if (!error.MayHeal)
        {
            Halt(reason, sequence);
            return;
        }

        var place = (_position?.LastAppliedSequence ?? -1, sequence);
        if (_openedFor != place)
        {
            _openedFor = place;
            Open();
            return;
        }

        var interval = (settings.LookInterval / 1000.0).ToString("0.#", CultureInfo.InvariantCulture);
        Halt($"{reason} The node looks again every {interval} s and then goes on by itself.", sequence);
        _mayHeal = true;
        _retryAt = _now + settings.LookInterval;
    }

    private void Healed()
    {
        _mayHeal = false;
        _openedFor = null;
        EndSeek();
    }

    private void EndSeek()
    {
        if (_sought is not null)
        {
            _sought = null;
            _effects.Add(new ApplierEffect.EndSeek());
        }
    }

    private void Look()
    {
        if (_phase == ApplierPhase.Following && !_looking && _now - _lastLook >= settings.LookInterval)
        {
            _looking = true;
            _effects.Add(new ApplierEffect.LookAtNode());
        }
    }

    // Whatever it is that has changed, or keeps the node from telling: opening it again finds out.
    private void OnLooked(bool isAsOpened)
    {
        _looking = false;
        _lastLook = _now;
        if (!isAsOpened && _phase == ApplierPhase.Following)
        {
            AskRestart(null);
        }
    }

    private void OnOrder(HashSet<long> orders, long sequence)
    {
        orders.Add(sequence);
        if (_sought != sequence)
        {
            return;
        }

        // Being opened meanwhile, it passes over the sequence, or halts once more and finds the order again.
        EndSeek();
        if (_phase == ApplierPhase.Halted)
        {
            _reason = null;
            Healed();
            Open();
        }
    }
}
