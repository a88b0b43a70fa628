using CdcReplicator.Cluster;

namespace CdcReplicator.Applier;

/// <content>The proof that a node owes which was filled from another one.</content>
internal sealed partial class ApplierCore
{
    // What others have and this one lacks would have to be waited for, with the question's snapshots open meanwhile.
    private bool IsLevel =>
        _position is not null
        && _waiting.Of(_position, _now) <= settings.LagBound
        && _waiting.HasReachedFirstEnd(_position);

    private void AskForProof()
    {
        if (IsFollowing && !_trouble.IsRestartAsked && _proof.Owed is { } owed && _proof.TryBegin(IsLevel, _now))
        {
            _effects.Add(new ApplierEffect.GiveProof(owed));
        }
    }

    private void OnCompared(Divergence? finding)
    {
        _finding = finding;
        if (finding is not { IsDiverged: true })
        {
            _proof.LookAgain();
        }
    }
}
