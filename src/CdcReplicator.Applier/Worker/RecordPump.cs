using System.Collections.Concurrent;
using System.Threading.Channels;
using CdcReplicator.ChangeLog;
using CdcReplicator.Debezium;
using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>
/// Reads and decodes ahead while the node works, as far as a bounded channel lets it. Owns its reader.
/// </summary>
internal sealed class RecordPump : IAsyncDisposable
{
    private readonly ILogReader _reader;
    private readonly IRecordDecoder _decoder;
    private readonly int _maxRecords;
    private readonly Action _wake;
    private readonly Channel<ApplierInput> _read;
    private readonly ConcurrentBag<EventBlock> _room = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    /// <param name="reader">Where from.</param>
    /// <param name="decoder">Makes events of records.</param>
    /// <param name="options">Sizes.</param>
    /// <param name="wake">Called when there is something to take.</param>
    public RecordPump(ILogReader reader, IRecordDecoder decoder, ApplierOptions options, Action wake)
    {
        _reader = reader;
        _decoder = decoder;
        _maxRecords = options.ReadRecords;
        _wake = wake;
        _read = Channel.CreateBounded<ApplierInput>(
            new BoundedChannelOptions(options.PrefetchedReads) { SingleReader = true, SingleWriter = true }
        );
        _running = Task.Run(() => RunAsync(_stop.Token));
    }

    /// <summary>Takes the next thing read, if there is one.</summary>
    public bool TryTake(out ApplierInput? input) => _read.Reader.TryRead(out input);

    /// <summary>Whoever took something has taken what it keeps of it.</summary>
    public void Reuse(ApplierInput taken)
    {
        if (taken is ApplierInput.EventsRead read)
        {
            read.Block.Clear();
            _room.Add(read.Block);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _running;
        }
        finally
        {
            await _reader.DisposeAsync();
            _stop.Dispose();
        }
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await TellFailureAsync(ReadOnAsync, cancellationToken);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            // Disposed. The log may fail just then, or it waits for room to tell of a failure: nobody takes that any
            // more.
        }
    }

    private async Task TellFailureAsync(Func<CancellationToken, Task> run, CancellationToken cancellationToken)
    {
        try
        {
            await run(cancellationToken);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            // The core decides what a failure means; it asks for a new pump when reading shall go on.
            await WriteAsync(ToInput(error), cancellationToken);
        }
    }

    private async Task ReadOnAsync(CancellationToken cancellationToken)
    {
        // Counted since the reader was opened, which was before the log was verified: nothing between the two is
        // missed.
        var interruptions = 0L;
        while (true)
        {
            var records = await _reader.ReadAsync(_maxRecords, cancellationToken);
            if (_reader.Interruptions != interruptions)
            {
                interruptions = _reader.Interruptions;
                await WriteAsync(new ApplierInput.LogInterrupted(), cancellationToken);
            }

            await DecodeAsync(records, cancellationToken);
        }
    }

    private async Task DecodeAsync(ArraySegment<LogRecord> records, CancellationToken cancellationToken)
    {
        var block = NewBlock();
        for (var i = 0; i < records.Count; i++)
        {
            try
            {
                Decode(records, ref i, block);
                if (i < records.Count)
                {
                    var waitedFor = await _decoder.DecodeAsync(records[i], cancellationToken);
                    block.Room = waitedFor;
                    block.Keep();
                }
            }
            catch (UndecodableRecordException error)
            {
                await FlushAsync(block, cancellationToken);
                block = NewBlock();
                await WriteAsync(new ApplierInput.RecordUndecodable(records[i], error), cancellationToken);
            }
        }

        await FlushAsync(block, cancellationToken);
    }

    /// <summary>
    /// Decodes from <paramref name="next"/> on, up to the first record for which something has to be waited for: that
    /// is its place then. Nearly always there is none.
    /// </summary>
    private void Decode(ReadOnlySpan<LogRecord> records, ref int next, EventBlock block)
    {
        for (; next < records.Length && _decoder.TryDecode(records[next], out block.Room); next++)
        {
            block.Keep();
        }
    }

    private EventBlock NewBlock() => _room.TryTake(out var used) ? used : new EventBlock(_maxRecords);

    private async Task FlushAsync(EventBlock block, CancellationToken cancellationToken)
    {
        if (!block.IsEmpty)
        {
            await WriteAsync(new ApplierInput.EventsRead(block), cancellationToken);
        }
    }

    private async Task WriteAsync(ApplierInput input, CancellationToken cancellationToken)
    {
        if (!_read.Writer.TryWrite(input))
        {
            await _read.Writer.WriteAsync(input, cancellationToken);
        }

        _wake();
    }

    private static ApplierInput ToInput(Exception error) =>
        error switch
        {
            LogMismatchException mismatch => new ApplierInput.LogMismatched(mismatch),
            ReplicationException { IsTransient: true } transient => new ApplierInput.LogUnreachable(transient),
            ReplicationException fatal => new ApplierInput.WorkFailed(fatal),
            _ => new ApplierInput.WorkFailed(Unexpected.Wrap("reading the log", error)),
        };
}
