using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// Tells databases apart that are copies of each other: each applier that opens a database writes its name into it. On
/// connections of its own, while nothing else is done with the node.
/// </summary>
internal interface INodeInstallation
{
    /// <summary>
    /// Makes the state schema if there is none, and writes down that an applier opens this database; on the disk when
    /// this returns.
    /// </summary>
    /// <exception cref="LogMismatchException">The database belongs to another log.</exception>
    /// <exception cref="NodeFaultException">
    /// It is another node's, was found to be a copy (<see cref="NodeFaultException.IsCopy"/>), or cannot be reached.
    /// </exception>
    Task<NodeInstallation> SignAsync(ClusterSettings cluster, string applierId, CancellationToken cancellationToken);

    /// <summary>Which of these appliers have opened this database. May be asked at any time.</summary>
    /// <exception cref="NodeFaultException">The node cannot be reached or used.</exception>
    Task<IReadOnlySet<string>> FindOpeningsAsync(
        IReadOnlyCollection<string> applierIds,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Writes down that this is a copy of a database that is in use: no applier opens it until it is adopted.
    /// </summary>
    /// <param name="original">Where the other one is; for people.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="NodeFaultException">The node cannot be reached or used.</exception>
    Task RefuseAsync(string original, CancellationToken cancellationToken);
}
