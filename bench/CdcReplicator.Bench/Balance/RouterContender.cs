using CdcReplicator.ChangeLog;
using CdcReplicator.Router;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CdcReplicator.Bench;

/// <summary>Our router, with its default policy.</summary>
internal sealed class RouterContender : IReadContender
{
    /// <summary>Its name in reports.</summary>
    public const string Title = ReadPolicies.LeastCost;

    private readonly BalanceMembers _members;
    private readonly ReadRouter _router;

    /// <param name="log">A log; nothing is read from it.</param>
    /// <param name="nodes">The nodes, of one login.</param>
    /// <param name="time">The clock.</param>
    public RouterContender(IChangeLog log, IReadOnlyList<BalanceNode> nodes, TimeProvider time)
    {
        _members = new BalanceMembers(nodes);
        var options = new ReadRouterOptions
        {
            NodeCredentials = nodes.ToDictionary(
                node => node.Id,
                node => node.ConnectionString,
                StringComparer.Ordinal
            ),
        };
        _router = ReadRouter.Start(log, _members, options, NullLoggerFactory.Instance, time);
    }

    public string Name => Title;

    public async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken) =>
        (NpgsqlConnection)(await _router.OpenAsync(ReadRequirement.None, cancellationToken)).Connection;

    public void MembersChanged() => _members.Tell();

    public ValueTask DisposeAsync() => _router.DisposeAsync();
}
