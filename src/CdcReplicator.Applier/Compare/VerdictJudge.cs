using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.Applier;

/// <summary>
/// Compares a node's verdicts with the others' as they are made, and finds out whether this node is the odd one. Each
/// applier judges its own node, by facts that all of them read beside the log; so all come to one result.
/// </summary>
internal sealed class VerdictJudge(
    IMetadataStore store,
    string nodeId,
    LoneRejections lone,
    TimeProvider time,
    Action<ApplierInput> post,
    ILogger logger
)
{
    /// <summary>How often verdicts are compared.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    // With the members' heartbeats, and the interval twice, well within 5 s.
    private const long Patience = 2000;
    private const int DisputesAtOnce = 20;

    // Where nothing is to be judged, members are read only to know whether there is anybody to compare with.
    private const int IdleRounds = 10;

    private readonly MemberStore _members = new(store, time);
    private readonly RejectionStore _rejections = new(store);
    private readonly DivergenceStore _divergences = new(store, time);
    private readonly VerdictDocket _docket = new(nodeId);
    private readonly Dictionary<string, Divergence> _findings = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly long _startedAt = time.GetTimestamp();
    private readonly TroubleNotice _trouble = new();
    private int _idle;

    /// <summary>Follows what nodes reject, until cancelled.</summary>
    public Task FollowRejectionsAsync(CancellationToken cancellationToken) =>
        FollowAsync(_rejections.WatchAsync, Take, cancellationToken);

    /// <summary>Follows what is found of nodes, until cancelled.</summary>
    public Task FollowFindingsAsync(CancellationToken cancellationToken) =>
        FollowAsync(_divergences.WatchAsync, Take, cancellationToken);

    private void Take(NodeRejections published)
    {
        lock (_gate)
        {
            _docket.Take(published);
        }

        lone.Take(published);
    }

    private void Take((string NodeId, Divergence? Finding) news)
    {
        lock (_gate)
        {
            if (news.Finding is { } finding)
            {
                _findings[news.NodeId] = finding;
            }
            else
            {
                _findings.Remove(news.NodeId);
            }
        }

        if (news.NodeId == nodeId)
        {
            post(new ApplierInput.NodeCompared(news.Finding));
        }
    }

    /// <summary>Compares until cancelled.</summary>
    public async Task JudgeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(Interval, time, cancellationToken);
            try
            {
                foreach (var sequence in (await ReviewAsync(cancellationToken)).Take(DisputesAtOnce))
                {
                    await JudgeAsync(sequence, cancellationToken);
                }
            }
            catch (ReplicationException error)
            {
                lone.Lose();
                Tell(error);
            }
        }
    }

    private async Task<IReadOnlyList<long>> ReviewAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_docket.IsEmpty && !lone.HasOpen && _idle++ % IdleRounds != 0)
            {
                return [];
            }
        }

        var members = await _members.ReadAsync(cancellationToken);
        lock (_gate)
        {
            var now = (long)time.GetElapsedTime(_startedAt).TotalMilliseconds;
            return
            [
                .. _docket
                    .Review(members, _findings, now, Patience)
                    .Union(lone.Review(members, _findings, now, Patience))
                    .Order(),
            ];
        }
    }

    /// <summary>
    /// Reads all again, in the order that makes it sure: positions, then the rejections they cover, then from where on
    /// these are kept. What was followed may lag.
    /// </summary>
    private async Task JudgeAsync(long sequence, CancellationToken cancellationToken)
    {
        var before = await _members.ReadAsync(cancellationToken);
        var rejections = await _rejections.FindAsync(sequence, cancellationToken);
        var after = await _members.ReadAsync(cancellationToken);
        var findings = await _divergences.ReadAllAsync(cancellationToken);
        var verdicts = before
            .Where(member => VerdictVoters.HasDecided(member.Status, sequence))
            .Select(member => member.Status.NodeId)
            .Where(node =>
                after.Any(member => member.Status.NodeId == node && VerdictVoters.HasDecided(member.Status, sequence))
            )
            .Where(node => VerdictVoters.Counts(findings.GetValueOrDefault(node), sequence))
            .Where(rejections.IsCertainOf)
            .Select(node => new NodeVerdict(node, rejections.GetValueOrDefault(node)?.Rejection.Reason))
            .ToList();
        lock (_gate)
        {
            _docket.NoteJudged(sequence, verdicts.Count);
        }

        lone.Judge(sequence, verdicts);
        await ConcludeAsync(sequence, verdicts, rejections, findings.GetValueOrDefault(nodeId), cancellationToken);
    }

    private async Task ConcludeAsync(
        long sequence,
        IReadOnlyList<NodeVerdict> verdicts,
        IReadOnlyDictionary<string, PublishedRejection> rejections,
        Divergence? own,
        CancellationToken cancellationToken
    )
    {
        var comparison = VerdictComparison.Of(verdicts);
        if (comparison.Odd.Contains(nodeId))
        {
            var found = DivergenceText.Describe(nodeId, sequence, verdicts, comparison, rejections, time.GetUtcNow());
            var standing = await _divergences.PublishAsync(found, cancellationToken);
            post(new ApplierInput.NodeCompared(standing));
        }
        else if (
            comparison is { Odd.Count: > 0 }
            && verdicts.Any(verdict => verdict.NodeId == nodeId)
            && own is { IsDiverged: true, FoundBy: DivergenceFinder.Verdicts }
            && own.Sequence == sequence
        )
        {
            // It was a tie; a member that came later has decided it.
            const string Reason = "Most nodes decided as this one.";
            await _divergences.ClearAsync(nodeId, sequence, DivergenceFinder.Verdicts, Reason, cancellationToken);
        }
    }

    private void Tell(ReplicationException error)
    {
        if (_trouble.Begin(error.Message))
        {
            ApplierLog.ComparingFailed(logger, nodeId, error.Message);
        }
    }

    private async Task FollowAsync<T>(
        Func<CancellationToken, IAsyncEnumerable<T>> watch,
        Action<T> take,
        CancellationToken cancellationToken
    )
    {
        while (true)
        {
            try
            {
                await foreach (var news in watch(cancellationToken))
                {
                    if (_trouble.End())
                    {
                        ApplierLog.ComparedAgain(logger, nodeId);
                    }

                    take(news);
                }
            }
            catch (ReplicationException error)
            {
                Tell(error);
            }

            await Task.Delay(Interval, time, cancellationToken);
        }
    }
}
