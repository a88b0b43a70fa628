using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>
/// A transaction as the assembler hands it out. Its owner releases it when it is decided; doing so again does nothing.
/// </summary>
internal readonly struct CompletedTransaction
{
    private readonly TransactionRows _rows;
    private readonly long _lease;
    private readonly long _restartOffset;
    private readonly long _logTime;

    internal CompletedTransaction(ChangeTransaction transaction, TransactionRows rows, long restartOffset, long logTime)
    {
        Transaction = transaction;
        _rows = rows;
        _lease = rows.Lease;
        _restartOffset = restartOffset;
        _logTime = logTime;
        RowCount = rows.Count;
        Bytes = rows.Bytes;
        BytesInMemory = rows.BytesInMemory;
        IsSpooled = rows.IsSpooled;
    }

    /// <summary>The transaction. Its rows can be read until <see cref="Release"/>.</summary>
    public ChangeTransaction Transaction { get; }

    /// <summary>The mark right after the completing record.</summary>
    public LogMark After => new(Transaction.CompletedBy, _restartOffset, _logTime);

    /// <summary>How many row events it has (a key change counts two).</summary>
    public long RowCount { get; }

    /// <summary>Bytes of its records, in memory or spooled.</summary>
    public long Bytes { get; }

    /// <summary>Bytes of memory its rows take until <see cref="Release"/>.</summary>
    public long BytesInMemory { get; }

    /// <summary>Whether some of its rows are on disk.</summary>
    public bool IsSpooled { get; }

    /// <summary>Gives memory and spool file back.</summary>
    public void Release() => _rows.Release(_lease);
}
