using CdcReplicator.Debezium;
using CdcReplicator.Model;

namespace CdcReplicator.Bench;

/// <summary>
/// A workload's transactions as log records: trusted, as a capture writes them (whole rows, no old values but the key
/// of a delete), or checked, as the SDK writes unconditional changes.
/// </summary>
internal sealed class LogTransactions(ISchemaRegistry schemas, bool isChecked, TimeProvider time)
{
    private const string CaptureConnector = "cdc-replicator-capture";
    private const string Publisher = "bench";

    private readonly SdkTransactionEncoder _encoder = new(
        schemas,
        BenchServers.Cluster,
        isChecked ? WellKnown.SdkConnector : CaptureConnector
    );

    /// <summary>The records of the transaction of a number, from 1.</summary>
    public ValueTask<IReadOnlyList<RecordToAppend>> EncodeAsync(
        long number,
        IReadOnlyList<WorkloadChange> transaction,
        CancellationToken cancellationToken
    )
    {
        var changes = new TableChange[transaction.Count];
        for (var i = 0; i < changes.Length; i++)
        {
            changes[i] = new TableChange(transaction[i].Table.Definition, ToRowChange(transaction[i]));
        }

        return _encoder.EncodeAsync(Publisher, number, time.GetUtcNow(), changes, cancellationToken);
    }

    private RowChange ToRowChange(WorkloadChange change)
    {
        var isDelete = change.Operation == ChangeOperation.Delete;
        var image = new RowImage(isDelete ? change.Table.KeyShape : change.Table.Shape, change.Row);
        return new RowChange
        {
            Table = change.Table.Definition.Name,
            Operation = change.Operation,
            Key = isDelete && isChecked ? image : null,
            Before = isDelete && !isChecked ? image : null,
            After = isDelete ? null : image,
        };
    }
}
