using CdcReplicator.Applier;
using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;
using CdcReplicator.Nodes;

namespace CdcReplicator.Lifecycle;

/// <summary>
/// Makes a copy of a node's database a node: asks the members that live whether they work on it, compares its position
/// with the log, and writes its new name into it. Rows and position are left as they are.
/// </summary>
internal sealed class NodeAdopter(IChangeLog log, Orders orders, NodeAdoption database, TimeProvider time)
{
    private readonly string _name = $"adopt:{Environment.MachineName}:{Environment.ProcessId}:{Guid.NewGuid():N}";

    /// <summary>Looks whether the database may be adopted; leaves it as it was.</summary>
    /// <exception cref="BadInputException">It may not; the message says what to do instead.</exception>
    /// <exception cref="LogMismatchException">
    /// The log is not the one it has followed, or no longer reaches back.
    /// </exception>
    public async Task<AdoptFacts> CheckAsync(CancellationToken cancellationToken)
    {
        var found = await database.LookAsync(cancellationToken);
        var facts = new AdoptFacts(
            database.NodeId,
            database.Endpoint,
            log.Settings.Log.ToString(),
            found,
            await FindOthersAsync(found, cancellationToken)
        );
        Require(AdoptDecision.ProblemOf(facts));
        await VerifyLogAsync(found, cancellationToken);
        facts = facts with { Others = await AskAsync(facts.Others, cancellationToken) };
        Require(AdoptDecision.ProblemOfOthers(facts));
        return facts;
    }

    /// <summary>Adopts it.</summary>
    /// <param name="facts">As <see cref="CheckAsync"/> found them.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<AdoptOutcome> AdoptAsync(AdoptFacts facts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var position = facts.Found.Position!;
        var bounds = await log.GetBoundsAsync(cancellationToken);
        var isDone = AdoptDecision.IsDone(facts);
        if (!isDone)
        {
            await orders.GiveAsync(
                "node adopt",
                database.NodeId,
                $"{database.Endpoint}, at sequence {position.LastAppliedSequence}",
                async ending =>
                {
                    await new ProofStore(log.Metadata).VoidAsync(database.NodeId, ending);
                    await database.AdoptAsync(ending);
                },
                cancellationToken
            );
        }

        return new AdoptOutcome(
            isDone,
            facts.Found.Installation?.NodeId,
            position.LastAppliedSequence,
            Math.Max(0, bounds.EndOffset - position.RestartOffset)
        );
    }

    private static void Require(string? problem)
    {
        if (problem is not null)
        {
            throw new BadInputException([problem]);
        }
    }

    private async Task VerifyLogAsync(FoundDatabase found, CancellationToken cancellationToken)
    {
        try
        {
            await new LogVerifier(log, time).VerifyAsync(found.Position!, cancellationToken);
        }
        catch (LogMismatchException mismatch)
        {
            throw BehindRetention.Named(mismatch, database.NodeId);
        }
    }

    // A copy has the nonce of its original, so only who has the same may work on it; and whoever has the node's name.
    private async Task<IReadOnlyList<LivingMember>> FindOthersAsync(FoundDatabase found, CancellationToken stop)
    {
        var members = await new MemberStore(log.Metadata, time).ReadAsync(stop);
        return
        [
            .. members
                .Where(member =>
                    member.IsAlive
                    && (
                        member.Status.NodeId == database.NodeId
                            ? HasOpened(member.Status)
                            : MayWorkOn(member.Status, found)
                    )
                )
                .Select(member => new LivingMember(member.Status.NodeId, member.Status.Endpoint, WorksHere: null)),
        ];
    }

    // One that waits for this very adoption has opened nothing.
    private static bool HasOpened(MemberStatus member) =>
        member.Installation is not null
        || member.State is not (NodeState.Halted or NodeState.Failed or NodeState.Joining);

    // An applier of an earlier version has no nonce to show.
    private bool MayWorkOn(MemberStatus member, FoundDatabase found) =>
        member.Installation is { } digest
            ? digest == found.Installation?.Digest
            : member.Endpoint == database.Endpoint || member.NodeId == found.Installation?.NodeId;

    private async Task<IReadOnlyList<LivingMember>> AskAsync(IReadOnlyList<LivingMember> others, CancellationToken stop)
    {
        if (others.Count == 0)
        {
            return others;
        }

        await database.SignAsync(_name, stop);
        try
        {
            var question = new ClaimQuestion(
                new ClaimStore(log.Metadata),
                new MemberStore(log.Metadata, time),
                _name,
                database.Endpoint,
                time
            );
            var answers = await Task.WhenAll(others.Select(other => question.AskAsync(other, stop)));
            return [.. answers.OfType<LivingMember>()];
        }
        finally
        {
            await database.UnsignAsync(_name, CancellationToken.None);
        }
    }
}
