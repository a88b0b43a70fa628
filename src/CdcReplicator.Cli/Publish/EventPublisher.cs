using System.Text;
using CdcReplicator.ChangeLog;
using CdcReplicator.Debezium;
using CdcReplicator.Lifecycle;
using CdcReplicator.Model;

namespace CdcReplicator.Cli;

/// <summary>Appends lines as records, in order, many at a time.</summary>
internal sealed class EventPublisher(IChangeLog log, Orders orders, DebeziumJsonLines lines, PublishProgress progress)
{
    private const int RecordsPerAppend = 500;

    /// <summary>Checks every line of a file, then appends them all.</summary>
    /// <exception cref="BadInputException">
    /// The file is missing, or lines of it are not events; nothing was appended.
    /// </exception>
    public async Task<int> PublishFileAsync(FileInfo file, CancellationToken cancellationToken)
    {
        if (!file.Exists)
        {
            throw new BadInputException([$"File '{file.FullName}' does not exist."]);
        }

        using (var check = file.OpenText())
        {
            await foreach (var _ in ReadAsync(check, cancellationToken)) { }
        }

        using var reader = file.OpenText();
        return await PublishAsync(reader, cancellationToken);
    }

    /// <summary>Appends lines as they come.</summary>
    /// <exception cref="BadInputException">
    /// A line is not an event; those before it are appended, as the message says.
    /// </exception>
    public async Task<int> PublishAsync(TextReader input, CancellationToken cancellationToken)
    {
        var batch = new List<RecordToAppend>(RecordsPerAppend);
        try
        {
            await foreach (var line in ReadAsync(input, cancellationToken))
            {
                if (line.Other is MessageEvent { IsControl: true } order)
                {
                    await AppendAsync(batch, cancellationToken);
                    await OrderAsync(order, line.Record, cancellationToken);
                    continue;
                }

                batch.Add(line.Record);
                if (batch.Count == RecordsPerAppend)
                {
                    await AppendAsync(batch, cancellationToken);
                }
            }
        }
        catch (BadInputException error)
        {
            await AppendAsync(batch, cancellationToken);
            throw new BadInputException([.. error.Problems, $"{progress.Total} events before it were appended."]);
        }

        await AppendAsync(batch, cancellationToken);
        progress.Finish();
        return ExitCodes.Success;
    }

    private async Task AppendAsync(List<RecordToAppend> batch, CancellationToken cancellationToken)
    {
        if (batch.Count > 0)
        {
            var receipt = await log.AppendAsync(batch, cancellationToken);
            progress.Appended(batch.Count, receipt.LastOffset);
            batch.Clear();
        }
    }

    /// <summary>A skip, a discard: an operator's order, whatever way it takes into the log.</summary>
    private Task OrderAsync(MessageEvent order, RecordToAppend record, CancellationToken cancellationToken) =>
        orders.GiveAsync(
            order.Prefix[WellKnown.ControlPrefix.Length..],
            Encoding.UTF8.GetString(order.Content),
            reason: null,
            ending => AppendAsync([record], ending),
            cancellationToken
        );

    private async IAsyncEnumerable<ReadLine> ReadAsync(
        TextReader input,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var number = 0L;
        while (await input.ReadLineAsync(cancellationToken) is { } line)
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return await ParseAsync(line, number, cancellationToken);
            }
        }
    }

    private async Task<ReadLine> ParseAsync(string line, long number, CancellationToken cancellationToken)
    {
        try
        {
            return await lines.ReadAsync(line, number, cancellationToken);
        }
        catch (ReplicationException error) when (!error.IsTransient)
        {
            throw new BadInputException([error.Message]);
        }
    }
}
