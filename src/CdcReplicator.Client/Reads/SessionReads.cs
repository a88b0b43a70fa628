using System.Data.Common;
using CdcReplicator.ChangeLog;
using CdcReplicator.Router;

namespace CdcReplicator.Client;

/// <summary>
/// The reading side of a session. A connection sees its node move on while it is open, so where it began is not what
/// was seen; and when it is closed nobody can ask any more. So before a read elsewhere, the nodes visited since the
/// last look are asked; one that is gone, or has crashed since, is covered by the log's end. A read at the same node
/// need not ask: in one run a node never goes backwards. That is why a session stays with its node while that is not
/// dearer than others.
/// </summary>
internal sealed class SessionReads(ReadRouter router, IChangeLog log, SessionToken? token, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly SessionVisits _visits = new(clock);
    private string? _lastNode;
    private long _sequence = ReadRequirement
        .For(token is { } given ? ReadLevel.AtLeast(given) : ReadLevel.Any, log.Settings.Log, session: null)
        .Sequence;

    public SessionToken Token => new(log.Settings.Log, Interlocked.Read(ref _sequence));

    public void Raise(long sequence)
    {
        lock (_gate)
        {
            _sequence = Math.Max(_sequence, sequence);
        }
    }

    public async Task<DbConnection> OpenAsync(ReadLevel level, string? kind, CancellationToken cancellationToken)
    {
        if (level.Kind == ReadLevelKind.Any)
        {
            return (await RouteAsync(level, kind, cancellationToken).ConfigureAwait(false)).Connection;
        }

        var routed = await RouteAsync(level, kind, cancellationToken).ConfigureAwait(false);
        try
        {
            await CatchUpAsync(routed, cancellationToken).ConfigureAwait(false);
            // Another read of the session may have asked meanwhile, so that nothing is left to ask here: the token
            // counts.
            if (routed.Position < Token.Sequence)
            {
                await routed.Connection.DisposeAsync().ConfigureAwait(false);
                // What was seen at the node that is given back was not asked for, because that connection would have
                // seen it too; the next one may be elsewhere.
                await CatchUpAsync(except: null, cancellationToken).ConfigureAwait(false);
                routed = await RouteAsync(level, kind, cancellationToken).ConfigureAwait(false);
            }

            lock (_gate)
            {
                _visits.Add(routed);
                _lastNode = routed.NodeId;
                _sequence = Math.Max(_sequence, routed.Position);
            }

            return routed.Connection;
        }
        catch
        {
            await routed.Connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>A token that covers everything the session's reads can have seen.</summary>
    public async Task<SessionToken> CatchUpAsync(CancellationToken cancellationToken)
    {
        await CatchUpAsync(except: null, cancellationToken).ConfigureAwait(false);
        return Token;
    }

    private Task<RoutedConnection> RouteAsync(ReadLevel level, string? kind, CancellationToken cancellationToken) =>
        router.OpenAsync(
            ReadRequirement.For(level, log.Settings.Log, Token) with
            {
                PreferredNode = _lastNode,
                Kind = kind,
            },
            cancellationToken
        );

    /// <summary>Raises the token to what was seen elsewhere.</summary>
    private async Task CatchUpAsync(RoutedConnection? except, CancellationToken cancellationToken)
    {
        IReadOnlyList<SessionVisit> visits;
        lock (_gate)
        {
            visits = _visits.Except(except);
        }

        foreach (var ofNode in visits.GroupBy(visit => visit.NodeId, StringComparer.Ordinal))
        {
            // Which of them are over must be known before the node is asked: what one sees later is not covered.
            var over = ofNode.Where(visit => visit.IsOver).ToList();
            var seenUntil = ofNode.Max(visit => visit.OverAt);
            var found = await router.FindPositionAsync(ofNode.Key, seenUntil, cancellationToken).ConfigureAwait(false);
            // A node that crashed meanwhile may have lost what was seen there.
            var position =
                found is { } now && ofNode.All(visit => now.RunsSince <= visit.OpenedAt)
                    ? now.Position
                    : (await log.GetBoundsAsync(cancellationToken).ConfigureAwait(false)).EndOffset - 1;
            lock (_gate)
            {
                _sequence = Math.Max(_sequence, position);
                _visits.Remove(over);
            }
        }
    }
}
