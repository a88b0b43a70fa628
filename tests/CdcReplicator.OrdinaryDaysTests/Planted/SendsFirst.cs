using System.Collections.Concurrent;
using CdcReplicator.ChangeLog;
using CdcReplicator.Model;

namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>
/// C13: settling sends first and looks afterwards; when it cannot look, it says that nothing can be settled.
/// </summary>
internal sealed class SendsFirst : PlantedBug
{
    private readonly ConcurrentDictionary<IReadOnlyList<RecordToAppend>, IChangeLog> _unanswered = new();

    public override IChangeLog WriterLog(IChangeLog log) => new NotingLog(log, _unanswered);

    public override async Task<CommitReceipt> RetryAsync(CdcCluster cluster, PendingTransaction pending)
    {
        try
        {
            foreach (var (records, log) in _unanswered)
            {
                await log.AppendAsync(records, CancellationToken.None);
            }

            return await base.RetryAsync(cluster, pending);
        }
        catch (Exception error) when (error is CommitOutcomeUnknownException or LogUnavailableException)
        {
            throw new PendingTransactionRefusedException("It cannot be settled.", "Publish it anew.", error);
        }
    }

    private sealed class NotingLog(
        IChangeLog inner,
        ConcurrentDictionary<IReadOnlyList<RecordToAppend>, IChangeLog> unanswered
    ) : PassingLog(inner)
    {
        private readonly IChangeLog _inner = inner;

        public override async Task<AppendReceipt> AppendAsync(
            IReadOnlyList<RecordToAppend> records,
            CancellationToken cancellationToken
        )
        {
            try
            {
                return await base.AppendAsync(records, cancellationToken);
            }
            catch (AppendOutcomeUnknownException)
            {
                unanswered[records] = _inner;
                throw;
            }
        }
    }
}
