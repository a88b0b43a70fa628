using CdcReplicator.Cluster;
using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>
/// Events in, whole transactions out, in the order in which they complete. What it hands out is a function of the log
/// alone: starting anywhere at or before a restart offset it gives the same transactions after the last applied
/// sequence. The rules: DESIGN.md.
/// </summary>
internal sealed class TransactionAssembler
{
    private static readonly SourceInfo NoSource = new("", "", null, null, SnapshotMark.None, 0);

    private readonly AssemblyStart _start;
    private readonly ITransactionSpool _spool;
    private readonly OrderTrust _trust;
    private readonly AssemblyMemory _memory;
    private readonly CountedTransactions _counted;
    private readonly DebeziumTransactions _debezium;
    private readonly HeldDeletes _deletes;
    private readonly AppendClock _clock;
    private readonly Stack<TransactionRows> _room = [];
    private LogRecord? _lastRecord;

    /// <summary>An assembler for one pass over the log.</summary>
    /// <param name="settings">The cluster's rules.</param>
    /// <param name="start">Where the pass begins.</param>
    /// <param name="maxBytesInMemory">Rows beyond this go to the spool.</param>
    /// <param name="spool">Where they go.</param>
    /// <param name="keys">Who signs orders that count; null if the operator's name is enough.</param>
    public TransactionAssembler(
        ClusterSettings settings,
        AssemblyStart start,
        long maxBytesInMemory,
        ITransactionSpool spool,
        OrderKeys? keys = null
    )
    {
        ArgumentNullException.ThrowIfNull(settings);
        _start = start;
        _spool = spool;
        _trust = new OrderTrust(settings.Log, keys);
        _memory = new AssemblyMemory(maxBytesInMemory);
        _clock = new AppendClock((long)settings.LongestLogStep.TotalMilliseconds, start.LogTime, start.AppendTime);
        _counted = new CountedTransactions(settings.TransactionTimeout, NewRows);
        _debezium = new DebeziumTransactions(start.LastAppliedSequence, NewRows);
        _deletes = new HeldDeletes(start.LastAppliedSequence, NewRows);
    }

    /// <summary>First record of the oldest open transaction, else the next record to read.</summary>
    public long RestartOffset
    {
        get
        {
            var offset = _lastRecord is { } last ? last.Offset + 1 : _start.RestartOffset;
            offset = Math.Min(offset, _counted.FirstOffset);
            offset = Math.Min(offset, _debezium.FirstOffset);
            offset = Math.Min(offset, _deletes.FirstOffset);
            return offset;
        }
    }

    /// <summary>The mark after the last record; null before the first.</summary>
    public LogMark? Mark => _lastRecord is { } last ? new LogMark(last, RestartOffset, _clock.Time) : null;

    /// <summary>
    /// Bytes of rows held in memory, those of handed-out transactions included until they are released.
    /// </summary>
    public long BytesInMemory => _memory.Used;

    /// <summary>Open transactions of connectors: they wait for their connector, however long.</summary>
    public IReadOnlyList<OpenTransactionInfo> OpenConnectorTransactions =>
        [
            .. _debezium
                .All.Concat<OpenTransaction>(_deletes.Held)
                .Select(t => new OpenTransactionInfo(
                    t.Source?.Name ?? "",
                    t.Id.ToString(),
                    t.FirstOffset,
                    t.FirstAppendTime,
                    (t as DebeziumTransaction)?.Attempts ?? 1
                )),
        ];

    /// <summary>Takes the next event.</summary>
    /// <returns>The transaction it completes, or null.</returns>
    /// <exception cref="BrokenTransactionException">
    /// The log contradicts itself here; the event was not taken.
    /// </exception>
    public CompletedTransaction? Add(in LogEvent logEvent)
    {
        _counted.Expire(logEvent.Record);
        var completed = logEvent.Other switch
        {
            null => AddRow(logEvent),
            MessageEvent message => AddMessage(logEvent, message),
            EndEvent end => AddEnd(logEvent.Record, end),
            BeginEvent begin => AddBegin(logEvent.Record, begin),
            _ => null,
        };
        return Finish(logEvent.Record, completed);
    }

    /// <summary>Passes over an event that <see cref="Add"/> refused, by an operator's skip.</summary>
    public void Skip(in LogEvent logEvent)
    {
        if (logEvent.Other is EndEvent end)
        {
            _debezium.Skip(end);
        }

        PassOver(logEvent.Record);
    }

    /// <summary>Passes over a record that says nothing (an operator skipped it because nobody can decode it).</summary>
    public void PassOver(in LogRecord record)
    {
        _counted.Expire(record);
        Finish(record, null);
    }

    /// <summary>Gives up what is open: spool files go.</summary>
    public void Abandon()
    {
        foreach (var transaction in _counted.Open.Concat(_debezium.All).Concat(_deletes.Held))
        {
            transaction.Abandon();
        }
    }

    private (ChangeTransaction Transaction, TransactionRows Rows)? AddRow(in LogEvent logEvent)
    {
        ref readonly var row = ref logEvent.Row;
        if (row.Transaction is not { } block)
        {
            if (row.Source.Semantics == WriteSemantics.Checked)
            {
                return Single(logEvent, StampOf(row.Source));
            }

            return _deletes.Take(logEvent) is { } lone
                ? (Build(logEvent.Record, lone.Rows, lone.Source, lone.Stamp), lone.Rows)
                : null;
        }

        if (block.EventCount is { } count)
        {
            return AddCounted(logEvent, row.Source, block, count);
        }

        _debezium.Take(logEvent, row.Source, block);
        return null;
    }

    private (ChangeTransaction Transaction, TransactionRows Rows) Single(in LogEvent logEvent, PublisherStamp? stamp)
    {
        var rows = NewRows();
        rows.Add(logEvent.Record, logEvent.Row);
        return (Build(logEvent.Record, rows, logEvent.Row.Source, stamp), rows);
    }

    private (ChangeTransaction Transaction, TransactionRows Rows)? AddMessage(
        in LogEvent logEvent,
        MessageEvent message
    )
    {
        if (message.IsControl && !IsOfRows(message))
        {
            return AddControl(logEvent.Record, message);
        }

        if (message.Transaction is not { } block)
        {
            return null;
        }

        if (block.EventCount is { } count)
        {
            return AddCounted(logEvent, message.Source, block, count);
        }

        _debezium.Take(logEvent, message.Source, block);
        return null;
    }

    // What stands inside a transaction of rows counts among its events, whatever it says.
    private static bool IsOfRows(MessageEvent message) =>
        message.Transaction is { } block
        && (message.Source.Semantics == WriteSemantics.Trusted || block.EventCount is not 1);

    private (ChangeTransaction Transaction, TransactionRows Rows) AddControl(in LogRecord record, MessageEvent message)
    {
        var order = ControlReading.Read(message, record.Offset, _trust);
        var rows = NewRows();
        switch (order)
        {
            case ControlOrder.Nothing nothing:
                var ignored = new IgnoredControls(1, nothing.Why) { Prefix = message.Prefix };
                return (Build(record, rows, message.Source, null) with { Ignored = ignored }, rows);
            case ControlOrder.Discard discard:
                _debezium.Discard(discard.Source, discard.Id, discard.Before);
                _deletes.Discard(discard.Source, discard.Id, discard.Before);
                break;
        }

        var transaction = Build(record, rows, message.Source, (order as ControlOrder.Abandon)?.Stamp) with
        {
            Control = new ControlMessage(message.Prefix, message.Content),
        };
        return (transaction, rows);
    }

    private (ChangeTransaction Transaction, TransactionRows Rows)? AddCounted(
        in LogEvent logEvent,
        in SourceInfo source,
        TransactionBlock block,
        long count
    ) =>
        _counted.Take(logEvent, source, block, count) is { } rows
            ? (Build(logEvent.Record, rows, source, StampOf(source)), rows)
            : null;

    private (ChangeTransaction Transaction, TransactionRows Rows)? AddBegin(in LogRecord record, BeginEvent begin)
    {
        _debezium.Begin(record, begin);
        return null;
    }

    private (ChangeTransaction Transaction, TransactionRows Rows)? AddEnd(in LogRecord record, EndEvent end)
    {
        if (_debezium.End(record, end) is not { } whole)
        {
            return null;
        }

        var stamp = whole.Source is { } publisher
            ? SourceNumber.Of(end.Id)?.Stamp(publisher.Name, end.Time, whole.FirstPosition)
            : null;
        return (Build(record, whole.Rows, whole.Source ?? NoSource, stamp), whole.Rows);
    }

    private CompletedTransaction? Finish(
        in LogRecord record,
        (ChangeTransaction Transaction, TransactionRows Rows)? completed
    )
    {
        _lastRecord = record;
        if (record.Offset > _start.LastAppliedSequence)
        {
            _clock.Pass(record);
        }

        if (completed is not var (transaction, rows))
        {
            return null;
        }

        var whole = new CompletedTransaction(transaction, rows, RestartOffset, _clock.Time);
        if (record.Offset > _start.LastAppliedSequence)
        {
            return whole;
        }

        whole.Release();
        return null;
    }

    // Rows are many and do not live long: what was made for some is used again for others.
    private TransactionRows NewRows() =>
        _room.TryPop(out var used) ? used : new TransactionRows(_memory, _spool, _room);

    private static ChangeTransaction Build(
        in LogRecord completedBy,
        TransactionRows rows,
        in SourceInfo source,
        PublisherStamp? stamp
    ) =>
        new()
        {
            CompletedBy = completedBy,
            Semantics = source.Semantics,
            Stamp = stamp,
            Source = source.Name,
            Snapshot = source.Snapshot,
            SnapshotAttempt = SnapshotAttempt.Of(source),
            SnapshotScope = source.SnapshotScope,
            StrippedNulls = rows.StrippedNulls,
            Ignored = rows.Ignored,
            Rows = rows,
        };

    private static PublisherStamp? StampOf(in SourceInfo source) =>
        source is { Semantics: WriteSemantics.Checked, TransactionId: { } number and > 0 }
            ? new PublisherStamp(source.Name, PublisherKind.Consecutive, number)
            : null;
}
