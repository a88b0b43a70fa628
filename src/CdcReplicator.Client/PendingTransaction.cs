using CdcReplicator.Client;
using CdcReplicator.Model;

namespace CdcReplicator;

/// <summary>
/// A transaction that was sent and whose outcome is unknown: everything needed to retry or resolve it, in this process
/// or another.
/// </summary>
public sealed class PendingTransaction
{
    internal PendingTransaction(
        LogId log,
        string publisher,
        long number,
        DateTimeOffset startedAt,
        long readFrom,
        IReadOnlyList<RecordToAppend> records
    )
    {
        Log = log;
        Publisher = publisher;
        Number = number;
        StartedAt = startedAt;
        ReadFrom = readFrom;
        Records = records;
    }

    /// <summary>The log it was sent to.</summary>
    public LogId Log { get; }

    /// <summary>The publisher it was sent by.</summary>
    public string Publisher { get; }

    /// <summary>Its number at that publisher.</summary>
    public long Number { get; }

    /// <summary>When it was first sent, by the sender's clock.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>An offset of the log before which none of its records can stand.</summary>
    internal long ReadFrom { get; }

    /// <summary>Its records, byte for byte as they were sent.</summary>
    internal IReadOnlyList<RecordToAppend> Records { get; }

    /// <summary>Reads what <see cref="ToText"/> wrote.</summary>
    /// <exception cref="FormatException">The text is not a pending transaction.</exception>
    public static PendingTransaction Parse(string text) => PendingTransactionText.Read(text);

    /// <summary>
    /// A text form that another process can <see cref="Parse"/>. Holds the rows: keep it as safe as the data, and out
    /// of logs.
    /// </summary>
    public string ToText() => PendingTransactionText.Write(this);

    /// <summary><c>publisher:number</c>; for messages.</summary>
    public override string ToString() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Publisher}:{Number}");
}
