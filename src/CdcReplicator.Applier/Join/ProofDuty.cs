using CdcReplicator.Nodes;

namespace CdcReplicator.Applier;

/// <summary>
/// When a node that owes a proof asks for it, and what is shown meanwhile. Does nothing itself.
/// </summary>
/// <param name="settings">The pauses.</param>
internal sealed class ProofDuty(ApplierSettings settings)
{
    private const string Begin = "It was filled and is compared with another node before it serves reads";

    private bool _isAsking;
    private bool _hasDiffered;
    private int _failures;
    private long _nextAt;

    /// <summary>The proof that is owed; null if none is.</summary>
    public OwedProof? Owed { get; private set; }

    /// <summary>What is said of a node that owes a proof; null if none is owed.</summary>
    public string? Reason { get; private set; }

    /// <summary>The node was opened.</summary>
    public void Opened(OwedProof? owed)
    {
        if (owed != Owed)
        {
            _failures = 0;
            _nextAt = 0;
        }

        Owed = owed;
        _isAsking = false;
        _hasDiffered = false;
        Reason = owed is null ? null : Reason ?? $"{Begin}.";
    }

    /// <summary>Whether to ask now; it counts as asked from then on.</summary>
    /// <param name="isLevel">Whether the node has applied what others have.</param>
    /// <param name="now">The time, milliseconds.</param>
    public bool TryBegin(bool isLevel, long now)
    {
        if (Owed is null || _isAsking || _hasDiffered || !isLevel || now < _nextAt)
        {
            return false;
        }

        _isAsking = true;
        return true;
    }

    /// <summary>The comparison gave something.</summary>
    public void Take(ProofOutcome outcome, long now)
    {
        _isAsking = false;
        switch (outcome)
        {
            case ProofOutcome.Equal or ProofOutcome.Accepted:
                Owed = null;
                Reason = null;
                break;
            case ProofOutcome.Different:
                _hasDiffered = true;
                break;
            case ProofOutcome.NotComparable { Why: var why }:
                _nextAt = now + Math.Min(settings.FirstProofPause << Math.Min(_failures, 20), settings.MaxProofPause);
                _failures++;
                Reason = $"{Begin}. Not compared yet: {why} It is tried again.";
                break;
        }
    }

    /// <summary>What was asked answers to nobody any more.</summary>
    public void Forget() => _isAsking = false;

    /// <summary>Somebody has found the node equal, or has said that it is right: it is looked at once more.</summary>
    public void LookAgain()
    {
        _hasDiffered = false;
        _nextAt = 0;
    }
}
