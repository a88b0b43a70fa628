using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>A transaction as the assembler hands it out. Its owner releases it when it is decided.</summary>
public readonly struct CompletedTransaction
{
    private readonly TransactionRows _rows;

    internal CompletedTransaction(ChangeTransaction transaction, TransactionRows rows, LogMark after)
    {
        Transaction = transaction;
        _rows = rows;
        After = after;
    }

    /// <summary>The transaction. Its rows can be read until <see cref="Release"/>.</summary>
    public ChangeTransaction Transaction { get; }

    /// <summary>The mark right behind the completing record.</summary>
    public LogMark After { get; }

    /// <summary>How many row events it has (a key change counts two).</summary>
    public long RowCount => _rows.Count;

    /// <summary>Bytes of its records, in memory or spooled.</summary>
    public long Bytes => _rows.Bytes;

    /// <summary>Bytes of memory its rows take until <see cref="Release"/>.</summary>
    public long BytesInMemory => _rows.BytesInMemory;

    /// <summary>Whether some of its rows are on disk.</summary>
    public bool IsSpooled => _rows.IsSpooled;

    /// <summary>Gives memory and spool file back.</summary>
    public void Release() => _rows.Dispose();
}
