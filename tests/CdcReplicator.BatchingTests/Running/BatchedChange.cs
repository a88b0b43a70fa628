using CdcReplicator.Model;

namespace CdcReplicator.BatchingTests;

/// <summary>One change of a batch: which transaction's, of which row, and what became of it.</summary>
internal sealed record BatchedChange(
    int Transaction,
    RowChange Change,
    HistoryTable Table,
    string? Key,
    Verdict Verdict
)
{
    public bool IsAccepted => Verdict.IsAccepted;

    public bool Inserts => Change.Operation is ChangeOperation.Create or ChangeOperation.Read;

    public bool Deletes => Change.Operation == ChangeOperation.Delete;

    public bool IsRejectedFor(RejectionReason reason) => Verdict.Rejection?.Reason == reason;

    public bool IsSameRow(BatchedChange other) => Table == other.Table && Key is not null && Key == other.Key;

    public bool IsOtherRow(BatchedChange other) =>
        Table == other.Table && Key is not null && other.Key is not null && Key != other.Key;

    /// <summary>Whether this row refers to that one.</summary>
    public bool RefersTo(BatchedChange parent) =>
        parent.Key is not null
        && Table.ForeignKeys.Any(key =>
            key.Parent == parent.Table.Name
            && Change.After?.TryGet(key.Column, out var value) == true
            && value.ToString() == parent.Key
        );
}
