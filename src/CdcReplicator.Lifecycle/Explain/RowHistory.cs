using CdcReplicator.Applier;
using CdcReplicator.Cluster;
using CdcReplicator.Model;

namespace CdcReplicator.Lifecycle;

/// <summary>Reads the log from its beginning for the transactions that are about one row.</summary>
internal sealed class RowHistory(ClusterConnection connection, RowMatch match, string spoolFolder)
{
    private const int ReadRecords = 1000;
    private const long MaxBytesInMemory = 64 * 1024 * 1024;

    private readonly List<RowStep> _steps = [];
    private readonly List<string> _unread = [];
    private readonly HashSet<long> _skipped = [];

    /// <summary>The transactions found, in order.</summary>
    public IReadOnlyList<RowStep> Steps =>
        [
            .. _steps.Select(step =>
                _skipped.Contains(step.Sequence) ? step with { PassedOver = "skipped by an operator's order" } : step
            ),
        ];

    /// <summary>Places that could not be read.</summary>
    public IReadOnlyList<string> Unread => _unread;

    /// <summary>Where the log began.</summary>
    public long From { get; private set; }

    /// <summary>Reads all there is now.</summary>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        var bounds = await connection.Log.GetBoundsAsync(cancellationToken);
        From = bounds.StartOffset;
        if (bounds.StartOffset >= bounds.EndOffset)
        {
            return;
        }

        using var spool = new FileSpool(spoolFolder, connection.Decoder);
        var settings = connection.Log.Settings;
        var start = new AssemblyStart(bounds.StartOffset, bounds.StartOffset - 1, 0);
        var assembler = new TransactionAssembler(settings, start, MaxBytesInMemory, spool);
        var ledger = new PublisherLedger(settings, []);
        try
        {
            await using var reader = await connection.Log.OpenReaderAsync(bounds.StartOffset, cancellationToken);
            while (true)
            {
                foreach (var record in await reader.ReadAsync(ReadRecords, cancellationToken))
                {
                    await TakeAsync(assembler, ledger, record, cancellationToken);
                    if (record.Offset >= bounds.EndOffset - 1)
                    {
                        return;
                    }
                }
            }
        }
        finally
        {
            assembler.Abandon();
        }
    }

    private async Task TakeAsync(
        TransactionAssembler assembler,
        PublisherLedger ledger,
        LogRecord record,
        CancellationToken cancellationToken
    )
    {
        LogEvent logEvent;
        try
        {
            logEvent = await connection.Decoder.DecodeAsync(record, cancellationToken);
        }
        catch (UndecodableRecordException error)
        {
            _unread.Add(error.Problem);
            assembler.PassOver(record);
            return;
        }

        try
        {
            if (assembler.Add(logEvent) is { } completed)
            {
                Take(completed, ledger);
                completed.Release();
            }
        }
        catch (BrokenTransactionException broken)
        {
            _unread.Add(broken.Problem);
            assembler.Skip(logEvent);
        }
    }

    private void Take(in CompletedTransaction completed, PublisherLedger ledger)
    {
        var transaction = completed.Transaction;
        if (transaction.Control is { } control)
        {
            var order = ControlParser.Read(control.Prefix, control.Content, isSigned: false, out _);
            if (order is ControlOrder.Skip skip)
            {
                _skipped.Add(skip.Sequence);
            }

            return;
        }

        var passedOver = PassedOver(ledger, completed);
        RowChange[] changes = [.. transaction.Rows.Where(match.Is)];
        if (changes.Length > 0)
        {
            _steps.Add(StepOf(transaction, changes) with { PassedOver = passedOver });
        }
    }

    private static string? PassedOver(PublisherLedger ledger, in CompletedTransaction completed)
    {
        try
        {
            var decision = ledger.Decide(completed.Transaction, completed.After.LogTime);
            return decision.IsDuplicate ? "passed over: it came before" : null;
        }
        catch (BrokenTransactionException)
        {
            // Nodes have halted there, and an operator has decided: what they did is what counts.
            return null;
        }
    }

    private static RowStep StepOf(ChangeTransaction transaction, RowChange[] changes)
    {
        var last = changes[^1].After;
        return new RowStep(
            transaction.Sequence,
            DateTimeOffset.FromUnixTimeMilliseconds(Math.Max(0, transaction.CompletedBy.AppendTime)),
            transaction.Stamp?.Publisher ?? transaction.Source,
            transaction.Stamp?.Number,
            [.. changes.Select(change => change.Operation.ToString().ToLowerInvariant())],
            last is not { } image
                ? null
                : image
                    .Shape.Columns.Zip(image.ToValues())
                    .ToDictionary(
                        column => column.First,
                        column => column.Second.IsNull ? null : column.Second.ToString(),
                        StringComparer.Ordinal
                    )
        );
    }
}
