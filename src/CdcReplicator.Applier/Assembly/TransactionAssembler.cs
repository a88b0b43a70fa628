using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>
/// Events in, whole transactions out, in the order in which they complete. What it hands out is a function of the log alone: starting anywhere at
/// or before a restart offset it gives the same transactions behind the last applied sequence. The rules: DESIGN.md.
/// </summary>
public sealed class TransactionAssembler
{
    private static readonly SourceInfo NoSource = new("", "", null, null, SnapshotMark.None, 0);

    private readonly AssemblyStart _start;
    private readonly ITransactionSpool _spool;
    private readonly AssemblyMemory _memory;
    private readonly CountedTransactions _counted;
    private readonly DebeziumTransactions _debezium;
    private LogRecord? _lastRecord;
    private long _logTime;

    /// <summary>An assembler for one pass over the log.</summary>
    /// <param name="settings">The cluster's rules.</param>
    /// <param name="start">Where the pass begins.</param>
    /// <param name="maxBytesInMemory">Rows beyond this go to the spool.</param>
    /// <param name="spool">Where they go.</param>
    public TransactionAssembler(
        ClusterSettings settings,
        AssemblyStart start,
        long maxBytesInMemory,
        ITransactionSpool spool
    )
    {
        ArgumentNullException.ThrowIfNull(settings);
        _start = start;
        _spool = spool;
        _memory = new AssemblyMemory(maxBytesInMemory);
        _logTime = start.LogTime;
        _counted = new CountedTransactions(settings.TransactionTimeout, NewRows);
        _debezium = new DebeziumTransactions(start.LastAppliedSequence, NewRows);
    }

    /// <summary>First record of the oldest open transaction, else the next record to read.</summary>
    public long RestartOffset
    {
        get
        {
            var offset = _lastRecord is null ? _start.RestartOffset : _lastRecord.Offset + 1;
            if (_counted.Open.Count > 0)
            {
                offset = Math.Min(offset, _counted.Open.Min(transaction => transaction.FirstOffset));
            }

            if (_debezium.Open.Count > 0)
            {
                offset = Math.Min(offset, _debezium.Open.Min(transaction => transaction.FirstOffset));
            }

            return offset;
        }
    }

    /// <summary>The mark behind the last record; null before the first.</summary>
    public LogMark? Mark => _lastRecord is null ? null : MarkHere();

    /// <summary>Bytes of rows held in memory, those of handed-out transactions included until they are released.</summary>
    public long BytesInMemory => _memory.Used;

    /// <summary>Open transactions of connectors: they wait for their connector, however long.</summary>
    public IReadOnlyList<OpenTransactionInfo> OpenConnectorTransactions =>
        [
            .. _debezium.Open.Select(t => new OpenTransactionInfo(
                t.Source?.Name ?? "",
                t.Id.ToString(),
                t.FirstOffset,
                t.FirstAppendTime,
                t.Attempts
            )),
        ];

    /// <summary>Takes the next event.</summary>
    /// <returns>The transaction it completes, or null.</returns>
    /// <exception cref="BrokenTransactionException">The log contradicts itself here; the event was not taken.</exception>
    public CompletedTransaction? Add(LogEvent logEvent)
    {
        ArgumentNullException.ThrowIfNull(logEvent);
        _counted.Expire(logEvent.Record);
        var completed = logEvent switch
        {
            RowEvent row => AddRow(row),
            MessageEvent message => AddMessage(message),
            EndEvent end => AddEnd(end),
            BeginEvent begin => AddBegin(begin),
            _ => null,
        };
        return Finish(logEvent.Record, completed);
    }

    /// <summary>Passes over an event that <see cref="Add"/> refused, by an operator's skip.</summary>
    public void Skip(LogEvent logEvent)
    {
        ArgumentNullException.ThrowIfNull(logEvent);
        if (logEvent is EndEvent end)
        {
            _debezium.Skip(end);
        }

        PassOver(logEvent.Record);
    }

    /// <summary>Passes over a record that says nothing (an operator skipped it because nobody can decode it).</summary>
    public void PassOver(LogRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        _counted.Expire(record);
        Finish(record, null);
    }

    /// <summary>Gives up what is open: spool files go.</summary>
    public void Abandon()
    {
        foreach (var transaction in _counted.Open)
        {
            transaction.Rows.Dispose();
        }

        foreach (var transaction in _debezium.Open)
        {
            transaction.Rows.Dispose();
        }
    }

    private (ChangeTransaction Transaction, TransactionRows Rows)? AddRow(RowEvent row)
    {
        if (row.Transaction is not { } block)
        {
            var rows = NewRows();
            rows.Add(row);
            return (Build(row.Record, rows, row.Source, StampOf(row.Source)), rows);
        }

        if (block.EventCount is { } count)
        {
            return AddCounted(row, row.Source, block, count);
        }

        _debezium.Take(row, row.Source, block);
        return null;
    }

    private (ChangeTransaction Transaction, TransactionRows Rows)? AddMessage(MessageEvent message)
    {
        if (message.IsControl && message.Transaction is null or { EventCount: 1 })
        {
            return AddControl(message);
        }

        if (message.Transaction is not { } block)
        {
            return null;
        }

        if (block.EventCount is { } count)
        {
            return AddCounted(message, message.Source, block, count);
        }

        _debezium.Take(message, message.Source, block);
        return null;
    }

    private (ChangeTransaction Transaction, TransactionRows Rows) AddControl(MessageEvent message)
    {
        PublisherStamp? stamp = null;
        if (message.Prefix == WellKnown.AbandonMessage)
        {
            stamp = ControlContent.Abandon(message);
        }
        else if (message.Prefix == WellKnown.DiscardMessage)
        {
            var (source, id) = ControlContent.Discard(message);
            _debezium.Discard(source, id);
        }

        var rows = NewRows();
        var transaction = Build(message.Record, rows, message.Source, stamp) with
        {
            Control = new ControlMessage(message.Prefix, message.Content),
        };
        return (transaction, rows);
    }

    private (ChangeTransaction Transaction, TransactionRows Rows)? AddCounted(
        LogEvent logEvent,
        SourceInfo source,
        TransactionBlock block,
        long count
    ) =>
        _counted.Take(logEvent, source, block, count) is { } rows
            ? (Build(logEvent.Record, rows, source, StampOf(source)), rows)
            : null;

    private (ChangeTransaction Transaction, TransactionRows Rows)? AddBegin(BeginEvent begin)
    {
        _debezium.Begin(begin);
        return null;
    }

    private (ChangeTransaction Transaction, TransactionRows Rows)? AddEnd(EndEvent end)
    {
        if (_debezium.End(end) is not { } whole)
        {
            return null;
        }

        PublisherStamp? stamp =
            whole.Source is { } publisher && DebeziumTransactions.Number(end) is { } number
                ? new PublisherStamp(publisher.Name, PublisherKind.Rising, number)
                : null;
        return (Build(end.Record, whole.Rows, whole.Source ?? NoSource, stamp), whole.Rows);
    }

    private CompletedTransaction? Finish(
        LogRecord record,
        (ChangeTransaction Transaction, TransactionRows Rows)? completed
    )
    {
        _lastRecord = record;
        _logTime = Math.Max(_logTime, record.AppendTime);
        if (completed is not var (transaction, rows))
        {
            return null;
        }

        if (record.Offset > _start.LastAppliedSequence)
        {
            return new CompletedTransaction(transaction, rows, MarkHere());
        }

        rows.Dispose();
        return null;
    }

    private LogMark MarkHere() => new(_lastRecord!, RestartOffset, _logTime);

    private TransactionRows NewRows() => new(_memory, _spool);

    private static ChangeTransaction Build(
        LogRecord completedBy,
        TransactionRows rows,
        SourceInfo source,
        PublisherStamp? stamp
    ) =>
        new()
        {
            CompletedBy = completedBy,
            Semantics = source.Semantics,
            Stamp = stamp,
            Source = source.Name,
            Snapshot = source.Snapshot,
            Rows = rows,
        };

    private static PublisherStamp? StampOf(SourceInfo source) =>
        source is { Semantics: WriteSemantics.Checked, TransactionId: { } number and > 0 }
            ? new PublisherStamp(source.Name, PublisherKind.Consecutive, number)
            : null;
}
