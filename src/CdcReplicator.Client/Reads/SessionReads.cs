using System.Data.Common;
using CdcReplicator.ChangeLog;
using CdcReplicator.Model;
using CdcReplicator.Router;

namespace CdcReplicator.Client;

/// <summary>
/// The reading side of a session. A connection sees the node move on while it is open, so where it began is not what was seen; and when it is closed nobody
/// can ask any more. So the nodes visited since the last look are asked before the next read, and one that is gone is covered by the log's end.
/// </summary>
internal sealed class SessionReads(ReadRouter router, IChangeLog log, SessionToken? token)
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _visited = new(StringComparer.Ordinal);
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

    public async Task<DbConnection> OpenAsync(ReadLevel level, CancellationToken cancellationToken)
    {
        var session = level.Kind == ReadLevelKind.Any ? Token : await CatchUpAsync(cancellationToken);
        var requirement = ReadRequirement.For(level, log.Settings.Log, session);
        var routed = await router.OpenAsync(requirement, cancellationToken);
        if (level.Kind != ReadLevelKind.Any)
        {
            lock (_gate)
            {
                _visited.Add(routed.NodeId);
                _sequence = Math.Max(_sequence, routed.Position);
            }
        }

        return routed.Connection;
    }

    public async Task<SessionToken> CatchUpAsync(CancellationToken cancellationToken)
    {
        string[] visited;
        lock (_gate)
        {
            visited = [.. _visited];
        }

        foreach (var nodeId in visited)
        {
            var position = await router.FindPositionAsync(nodeId, cancellationToken);
            if (position is null)
            {
                position = (await log.GetBoundsAsync(cancellationToken)).EndOffset - 1;
            }

            Raise(position.Value);
        }

        return Token;
    }
}
