using CdcReplicator.Model;

namespace CdcReplicator.ChangeLog;

/// <summary>The records of one append.</summary>
internal sealed class AppendRequest(IReadOnlyList<RecordToAppend> records, long weight) : WriteRequest<AppendReceipt>
{
    public override long Weight => weight;

    protected override AppendReceipt Write(LogStore store) => store.Append(records);
}
