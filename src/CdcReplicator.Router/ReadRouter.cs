using System.Data.Common;
using CdcReplicator.Model;

namespace CdcReplicator.Router;

/// <summary>
/// Finds a node for a read: gate, choose, wait. Candidates are tried in turn; when none is left, waits for news of the members until the deadline.
/// </summary>
public sealed class ReadRouter(
    IRouterMembers members,
    IReadOnlyDictionary<string, INodeReadConnector> connectors,
    ReadRouterOptions options,
    TimeProvider clock,
    Random random
)
{
    private readonly InFlightReads _inFlight = new();

    /// <summary>Opens a read-only connection to a node that offers what is asked. The caller disposes it.</summary>
    /// <exception cref="NoNodeAvailableException">No node qualified in time.</exception>
    public async Task<RoutedConnection> OpenAsync(ReadRequirement requirement, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.WaitTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var causes = new Dictionary<string, Exception>(StringComparer.Ordinal);
        try
        {
            while (true)
            {
                var news = members.NextChange;
                if (await TryCandidatesAsync(requirement, causes, either.Token) is { } connection)
                {
                    return connection;
                }

                await news.WaitAsync(either.Token);
            }
        }
        catch (OperationCanceledException)
            when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw Unavailable(requirement, causes);
        }
    }

    /// <summary>The position stored in a node now, or null if it cannot be asked.</summary>
    public async Task<long?> FindPositionAsync(string nodeId, CancellationToken cancellationToken)
    {
        var member = members.Current.FirstOrDefault(member => member.Status.NodeId == nodeId)?.Status;
        if (member is null || !connectors.TryGetValue(member.Kind, out var connector))
        {
            return null;
        }

        try
        {
            await using var connection = await connector.OpenAsync(member, cancellationToken);
            return await connector.ReadPositionAsync(connection, cancellationToken);
        }
        catch (Exception cause) when (cause is DbException or NodeCannotServeException)
        {
            // Asked only to learn more than the directory tells; the caller has a safe answer for not knowing.
            return null;
        }
    }

    private async Task<RoutedConnection?> TryCandidatesAsync(
        ReadRequirement requirement,
        Dictionary<string, Exception> causes,
        CancellationToken cancellationToken
    )
    {
        var candidates = members
            .Current.Where(member => ReadGate.Judge(member, requirement) == GateDecision.Serves)
            .Select(member => new ReadCandidate(member.Status, _inFlight.Of(member.Status.NodeId)))
            .ToList();
        while (candidates.Count > 0)
        {
            var index = CandidateChooser.Choose(candidates, random);
            var member = candidates[index].Member;
            candidates.RemoveAt(index);
            try
            {
                return await ConnectAsync(member, requirement, cancellationToken);
            }
            catch (Exception cause) when (cause is DbException or NodeCannotServeException)
            {
                causes[member.NodeId] = cause;
            }
        }

        return null;
    }

    private async Task<RoutedConnection> ConnectAsync(
        MemberStatus member,
        ReadRequirement requirement,
        CancellationToken cancellationToken
    )
    {
        if (!connectors.TryGetValue(member.Kind, out var connector))
        {
            throw new NodeCannotServeException(
                member.NodeId,
                $"this client has no driver for nodes of kind '{member.Kind}'.",
                "Use a newer client."
            );
        }

        var connection = await connector.OpenAsync(member, cancellationToken);
        try
        {
            var position = requirement.AsksForPosition
                ? await VerifyAsync(connector, connection, member, requirement, cancellationToken)
                : member.LastAppliedSequence;
            _inFlight.Track(member.NodeId, connection);
            return new RoutedConnection(connection, member.NodeId, position);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    // The directory's position is a lower bound unless the database was put back to an older state (restored from a backup, another file under the
    // same name). Only the node itself knows, so a read that asks for a position asks it (G6).
    private static async Task<long> VerifyAsync(
        INodeReadConnector connector,
        DbConnection connection,
        MemberStatus member,
        ReadRequirement requirement,
        CancellationToken cancellationToken
    ) =>
        await connector.ReadPositionAsync(connection, cancellationToken) is { } position
        && position >= requirement.Sequence
            ? position
            : throw new NodeCannotServeException(
                member.NodeId,
                $"the directory says position {member.LastAppliedSequence}, the database itself is behind {requirement.Sequence}.",
                "It may have been restored from a backup; wait until its applier has caught up."
            );

    private NoNodeAvailableException Unavailable(ReadRequirement requirement, Dictionary<string, Exception> causes)
    {
        var current = members.Current;
        var serving = current
            .Where(member => ReadGate.Judge(member, ReadRequirement.None) == GateDecision.Serves)
            .ToList();
        return new NoNodeAvailableException(
            requirement,
            serving.Count == 0 ? null : serving.Max(member => member.Status.LastAppliedSequence),
            options.WaitTimeout,
            [.. current.Select(member => Explain(member, requirement, causes))],
            [.. causes.Values]
        );
    }

    private static string Explain(
        RouterMember member,
        ReadRequirement requirement,
        Dictionary<string, Exception> causes
    ) =>
        $"'{member.Status.NodeId}' "
        + ReadGate.Judge(member, requirement) switch
        {
            GateDecision.StateRefuses => $"is {member.Status.State}",
            GateDecision.HeartbeatLost => "gives no sign of life",
            GateDecision.TooFarBehind => $"is at {member.Status.LastAppliedSequence}",
            _ => causes.TryGetValue(member.Status.NodeId, out var cause)
                ? $"failed: {cause.Message}"
                : "qualified too late",
        };
}
