using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>The open database transaction, as a batch sees it: net effects, and the one-by-one path that batches never differ from.</summary>
internal interface IBatchTarget
{
    /// <summary>Applies one transaction.</summary>
    Task<Verdict> ApplyAsync(ChangeTransaction transaction, CancellationToken cancellationToken);

    /// <summary>Writes one trusted change that belongs to no snapshot.</summary>
    Task WriteTrustedAsync(RowChange change, CancellationToken cancellationToken);

    /// <summary>Fills in what a batch of checked changes needs to know.</summary>
    Task ReadAsync(KnownTable table, CancellationToken cancellationToken);

    /// <summary>
    /// Writes a net effect. False, and nothing of it is left, if the data was refused or was not as decided; any other trouble is thrown.
    /// </summary>
    Task<bool> TryWriteAsync(BatchPlan plan, CancellationToken cancellationToken);
}
