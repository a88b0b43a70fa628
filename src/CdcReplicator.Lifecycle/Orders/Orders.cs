using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;
using CdcReplicator.Model;

namespace CdcReplicator.Lifecycle;

/// <summary>
/// Gives an operator's orders; each leaves a record in the audit first (<see cref="AuditStore"/>).
/// </summary>
internal sealed class Orders(IMetadataStore metadata, OrderGiver giver)
{
    /// <summary>How much of a target or a reason a record holds, in characters.</summary>
    private const int MaxText = 500;

    private readonly AuditStore _audit = new(metadata);

    /// <summary>The orders of the person that connected.</summary>
    public static Orders Of(ClusterConnection connection) => new(connection.Log.Metadata, connection.Giver);

    /// <summary>What is beside the log.</summary>
    public IMetadataStore Metadata => metadata;

    /// <summary>Gives one.</summary>
    /// <param name="order">Its name.</param>
    /// <param name="target">What for.</param>
    /// <param name="reason">Why; null if nothing is said.</param>
    /// <param name="give">Gives it; everything that may be wrong with it was looked at before.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task GiveAsync(
        string order,
        string target,
        string? reason,
        Func<CancellationToken, Task> give,
        CancellationToken cancellationToken
    )
    {
        var record = new AuditRecord(
            order,
            Printable.Excerpt(target, MaxText),
            reason is null ? null : Printable.Excerpt(reason, MaxText),
            giver
        );
        return _audit.GiveAsync(record, give, cancellationToken);
    }

    /// <summary>Gives one by a control message.</summary>
    /// <param name="order">Its name.</param>
    /// <param name="target">What for.</param>
    /// <param name="reason">Why; null if nothing is said.</param>
    /// <param name="log">Writes the message.</param>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The sequence at which it stands.</returns>
    /// <exception cref="BadInputException">Appliers would not count it; nothing was written.</exception>
    public async Task<long> GiveByLogAsync(
        string order,
        string target,
        string? reason,
        ControlPublisher log,
        ControlMessage message,
        CancellationToken cancellationToken
    )
    {
        var sequence = 0L;
        await log.RequireCountedAsync(cancellationToken);
        await GiveAsync(
            order,
            target,
            reason,
            async ending => sequence = (await log.AppendAsync(message, ending)).LastOffset,
            cancellationToken
        );
        return sequence;
    }
}
