using CdcReplicator.Cluster;

namespace CdcReplicator.Lifecycle;

/// <summary>Asks the applier of a node whether it works on a database that was signed before.</summary>
internal sealed class ClaimQuestion(
    ClaimStore claims,
    MemberStore members,
    string name,
    string endpoint,
    TimeProvider time
)
{
    /// <summary>An applier that lives answers at once, unless its node does not.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>The member with its answer, if it gave one; null if it lives no more.</summary>
    /// <exception cref="LogUnavailableException">The store could not be reached.</exception>
    public async Task<LivingMember?> AskAsync(LivingMember member, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var question = new NodeClaim(member.NodeId, name, endpoint, IsQuestion: true);
        await claims.PublishAsync(question, cancellationToken);
        try
        {
            while (time.GetElapsedTime(started) < Patience)
            {
                if (await HearAsync(member.NodeId, cancellationToken) is { } worksHere)
                {
                    return member with { WorksHere = worksHere };
                }

                // One that was stopped just now seems to live for a while.
                if (!await LivesAsync(member.NodeId, cancellationToken))
                {
                    return null;
                }
            }

            return member;
        }
        finally
        {
            await claims.ForgetAsync(member.NodeId, name, CancellationToken.None);
        }
    }

    private async Task<bool?> HearAsync(string nodeId, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(LookInterval, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            await foreach (var answer in claims.WatchAnswersAsync(nodeId, name, either.Token))
            {
                return answer.IsSameDatabase;
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // None yet.
        }

        return null;
    }

    private async Task<bool> LivesAsync(string nodeId, CancellationToken cancellationToken) =>
        (await members.ReadAsync(cancellationToken)).Any(member => member.Status.NodeId == nodeId && member.IsAlive);
}
