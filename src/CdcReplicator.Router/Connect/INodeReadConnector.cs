using System.Data.Common;

namespace CdcReplicator.Router;

/// <summary>Opens read-only connections to the nodes of one kind.</summary>
internal interface INodeReadConnector
{
    /// <summary>Opens a connection on which writing fails.</summary>
    /// <exception cref="DbException">The node cannot be reached or refuses.</exception>
    Task<DbConnection> OpenAsync(MemberStatus member, CancellationToken cancellationToken);

    /// <summary>
    /// The last applied sequence stored in the node itself, or null if it has no position in the cluster's log.
    /// </summary>
    /// <exception cref="DbException">The node cannot be read.</exception>
    Task<long?> ReadPositionAsync(MemberStatus member, DbConnection connection, CancellationToken cancellationToken);

    /// <summary>
    /// The position guaranteed for all further reads on this connection without querying the node, or null if it must
    /// be queried. Valid only for this connection: if it is broken, the next use fails.
    /// </summary>
    long? PositionHolding(MemberStatus member, DbConnection connection) => null;

    /// <summary>
    /// What the node has said of its position, asked at a given time or later, a timestamp of the clock; null if
    /// nothing.
    /// </summary>
    FoundPosition? HeardSince(MemberStatus member, long since) => null;

    /// <summary>The connection is handed out to a caller that asks for no position.</summary>
    void Used(DbConnection connection) { }

    /// <summary>
    /// Since when the node has provably only moved forward, as of the last answer it gave; a timestamp of the clock. A
    /// node that crashes may come back at an older position. 0 where none can be lost, <see cref="long.MaxValue"/>
    /// where nothing is known.
    /// </summary>
    long RunsSince(MemberStatus member) => 0;

    /// <summary>
    /// The node's position as the node itself says, now and whenever it has moved, without polling. Positions passed
    /// over quickly may be left out. Ends by an exception only.
    /// </summary>
    /// <exception cref="DbException">The node cannot be reached or refuses.</exception>
    IAsyncEnumerable<long> WatchAsync(MemberStatus member, CancellationToken cancellationToken);

    /// <summary>
    /// Closes the idle connections kept to a node; those in use are closed when they are given back. Nothing to do
    /// where none are kept.
    /// </summary>
    void Forget(MemberStatus member) { }
}
