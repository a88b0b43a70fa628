using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;
using CdcReplicator.Model;
using CdcReplicator.Nodes;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.Applier;

/// <summary>
/// Keeps copies of a database from being taken for the node itself; see DESIGN.md. Signs the database before it is
/// opened, claims the node beside the log, answers the claims of others, and hears what is answered to its own.
/// </summary>
internal sealed class NodeIdentity(
    IChangeLog log,
    INode node,
    string applierId,
    TimeProvider time,
    Action<ApplierInput> post,
    ILogger logger
)
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan RestartInterval = TimeSpan.FromMilliseconds(200);

    private readonly ClaimStore _claims = new(log.Metadata);
    private readonly SeenCopies _copies = new(time);
    private ClaimAnswer? _refusal;
    private bool _isProved;
    private long? _claimedAt;
    private Claimed? _claimed;

    /// <summary>A digest of the database's nonce; null before it was signed, or if the node has none.</summary>
    public string? Digest { get; private set; }

    /// <summary>Whether the database is a copy of one in use: nothing may be published of it.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>Copies that others try to work on under this node's name, for people.</summary>
    public IReadOnlyList<string> Copies => _copies.Now;

    /// <summary>Before the node is opened to work on it.</summary>
    /// <exception cref="ReplicationException">It cannot be signed, is another node's, or a copy.</exception>
    public async Task WorkAsync(CancellationToken cancellationToken)
    {
        if (node.Installation is { } installation)
        {
            await SignAsync(installation, cancellationToken);
            Volatile.Write(ref _isProved, false);
            if (Volatile.Read(ref _claimed) is null)
            {
                // Once for as long as it works: who claims later is judged here, and not the other way round.
                var version = await ClaimAsync(cancellationToken);
                Volatile.Write(ref _claimed, new Claimed(version));
                await _claims.RemoveBeforeAsync(node.Id, version, cancellationToken);
            }
        }
    }

    /// <summary>
    /// While another applier works on the node: whether it works on this database. Asks until it has answered.
    /// </summary>
    /// <returns>Why nothing may be done with this database; null if nothing speaks against standing by.</returns>
    public async Task<ReplicationException?> StandByAsync(CancellationToken cancellationToken)
    {
        Volatile.Write(ref _claimed, null);
        if (node.Installation is not { } installation || Volatile.Read(ref _isProved))
        {
            return null;
        }

        try
        {
            await SignAsync(installation, cancellationToken);
            if (_claimedAt is not { } last || time.GetElapsedTime(last) >= RetryDelay)
            {
                await ClaimAsync(cancellationToken);
                _claimedAt = time.GetTimestamp();
            }

            return null;
        }
        catch (NodeFaultException error) when (error.IsCopy)
        {
            return error;
        }
        catch (ReplicationException)
        {
            // What else is wrong with the database is said when it is tried; it is asked again at the next turn.
            return null;
        }
    }

    /// <summary>Answers the claims of others, until cancelled.</summary>
    public Task FollowClaimsAsync(CancellationToken cancellationToken) =>
        FollowAsync(
            async () =>
            {
                await foreach (var (claim, version) in _claims.WatchAsync(node.Id, cancellationToken))
                {
                    await HearAsync(claim, version, cancellationToken);
                }
            },
            cancellationToken
        );

    /// <summary>Hears what is answered to its own claims, until cancelled.</summary>
    public Task FollowAnswersAsync(CancellationToken cancellationToken) =>
        FollowAsync(
            async () =>
            {
                await foreach (var answer in _claims.WatchAnswersAsync(node.Id, applierId, cancellationToken))
                {
                    if (answer.IsSameDatabase)
                    {
                        Volatile.Write(ref _isProved, true);
                        continue;
                    }

                    Volatile.Write(ref _refusal, answer);
                    await RestartAsync(() => Volatile.Read(ref _refusal) is null, cancellationToken);
                }
            },
            cancellationToken
        );

    /// <summary>
    /// Has the node opened again, which writes a refusal into the database. Said again until it is: what is said while
    /// the applier is opening, or waits, is not heard.
    /// </summary>
    private async Task RestartAsync(Func<bool> isDone, CancellationToken cancellationToken)
    {
        while (!isDone())
        {
            post(new ApplierInput.NodeLooked(IsAsOpened: false));
            await Task.Delay(RestartInterval, time, cancellationToken);
        }
    }

    private async Task FollowAsync(Func<Task> follow, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await (
                    node.Installation is null ? Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken) : follow()
                );
            }
            catch (ReplicationException)
            {
                // Followed again below; that the log does not answer, others tell.
            }

            await Task.Delay(RetryDelay, time, cancellationToken);
        }
    }

    private async Task SignAsync(INodeInstallation installation, CancellationToken cancellationToken)
    {
        try
        {
            if (Interlocked.Exchange(ref _refusal, null) is { } refusal)
            {
                await installation.RefuseAsync(refusal.Original, cancellationToken);
            }

            Digest = (await installation.SignAsync(log.Settings, applierId, cancellationToken)).Digest;
            IsRefused = false;
        }
        catch (NodeFaultException error) when (error.IsCopy)
        {
            IsRefused = true;
            Volatile.Write(ref _claimed, null);
            // The original shows that the copy is still there.
            await ClaimAsync(cancellationToken);
            throw;
        }
    }

    private Task<long> ClaimAsync(CancellationToken cancellationToken) =>
        _claims.PublishAsync(new NodeClaim(node.Id, applierId, node.Endpoint, IsQuestion: false), cancellationToken);

    private async Task HearAsync(NodeClaim claim, long version, CancellationToken cancellationToken)
    {
        var own = Volatile.Read(ref _claimed)?.Version;
        if (!ClaimDecision.Concerns(applierId, own, claim.ApplierId, version))
        {
            return;
        }

        var names = await node.Installation!.FindOpeningsAsync([applierId, claim.ApplierId], cancellationToken);
        var judgement = ClaimDecision.Judge(
            applierId,
            own,
            claim.ApplierId,
            version,
            names.Contains(applierId),
            names.Contains(claim.ApplierId)
        );
        switch (judgement)
        {
            case ClaimJudgement.Unsure:
                // Opened again, it signs again; and the claim, which stays, is heard again then.
                post(new ApplierInput.NodeLooked(IsAsOpened: false));
                throw new NodeFaultException(
                    $"The database of node '{node.Id}' is not the one that its applier has opened.",
                    "It is opened again.",
                    isTransient: true,
                    code: null
                );
            case ClaimJudgement.SameDatabase or ClaimJudgement.OtherDatabase:
                await AnswerAsync(claim, judgement == ClaimJudgement.SameDatabase, cancellationToken);
                break;
        }
    }

    private async Task AnswerAsync(NodeClaim claim, bool isSame, CancellationToken cancellationToken)
    {
        var answer = new ClaimAnswer(node.Id, claim.ApplierId, isSame, applierId, node.Endpoint);
        await _claims.AnswerAsync(answer, cancellationToken);
        if (!isSame && !claim.IsQuestion && _copies.Note(claim))
        {
            ApplierLog.CopyRefused(logger, node.Id, claim.ApplierId, claim.Endpoint);
        }
    }

    private sealed record Claimed(long Version);
}
