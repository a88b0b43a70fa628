using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// The way of filling one node, the target, from another, the donor. Made from the options of both; the donor's stand
/// in the target's own configuration. Donor, writers and readers go on. No applier may have the target open.
/// </summary>
internal interface INodeSeeder : IAsyncDisposable
{
    /// <summary>Looks at what the target holds. Changes nothing.</summary>
    /// <exception cref="NodeFaultException">The target cannot be reached or used.</exception>
    Task<SeedFound> LookAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Works out what a seed would make, drop and copy, and everything that cannot be carried, all at once. Changes
    /// nothing.
    /// </summary>
    /// <exception cref="LogMismatchException">The donor belongs to another log.</exception>
    /// <exception cref="NodeFaultException">
    /// Donor or target cannot be reached or used, or the donor is no whole node itself.
    /// </exception>
    Task<SeedPlan> PlanAsync(SeedMode mode, CancellationToken cancellationToken);

    /// <summary>
    /// Fills the target with the donor's rows and state at one position of the donor, and gives that position. After
    /// any failure, a kill of the process or of a server among them, it may be called again, also from another
    /// process: it goes on where it stopped. Until it has ended the target cannot be opened as a node. Its last
    /// transaction says that the node owes a proof (<see cref="OwedProof"/>).
    /// </summary>
    /// <exception cref="LogMismatchException">The donor belongs to another log.</exception>
    /// <exception cref="NodeFaultException">
    /// Donor or target failed; the target holds what the mode must not overwrite; or the plan has obstacles.
    /// </exception>
    Task<NodePosition> SeedAsync(SeedMode mode, IProgress<SeedProgress> progress, CancellationToken cancellationToken);
}
