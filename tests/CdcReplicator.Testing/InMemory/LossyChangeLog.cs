using CdcReplicator.ChangeLog;
using CdcReplicator.Model;

namespace CdcReplicator.Testing;

/// <summary>A log whose next appends go wrong as told.</summary>
internal sealed class LossyChangeLog(IChangeLog inner) : IChangeLog
{
    private readonly Queue<AppendLoss> _losses = new();

    public ClusterSettings Settings => inner.Settings;

    public string Endpoint => inner.Endpoint;

    public IMetadataStore Metadata { get; set; } = inner.Metadata;

    /// <summary>What happens between the halves of a slow append.</summary>
    public Action BetweenHalves { get; set; } = () => { };

    /// <summary>What happens just before the next append; once.</summary>
    public Action? BeforeNextAppend { get; set; }

    /// <summary>The records of the last append that was made to go wrong.</summary>
    public IReadOnlyList<RecordToAppend> LastLost { get; private set; } = [];

    /// <summary>Makes the next append that has none yet go wrong.</summary>
    public void Lose(AppendLoss loss)
    {
        lock (_losses)
        {
            _losses.Enqueue(loss);
        }
    }

    public async Task<AppendReceipt> AppendAsync(
        IReadOnlyList<RecordToAppend> records,
        CancellationToken cancellationToken
    )
    {
        if (BeforeNextAppend is { } before)
        {
            BeforeNextAppend = null;
            before();
        }

        AppendLoss? loss;
        lock (_losses)
        {
            loss = _losses.TryDequeue(out var next) ? next : null;
            LastLost = loss is null ? LastLost : records;
        }

        switch (loss)
        {
            case AppendLoss.Refused:
                throw new LogUnavailableException("The log is away.", "Wait.");
            case AppendLoss.BeforeTheLog:
                throw Unknown();
            case AppendLoss.AfterHalf:
                await inner.AppendAsync([.. records.Take((records.Count + 1) / 2)], cancellationToken);
                throw Unknown();
            case AppendLoss.Slow:
                var half = (records.Count + 1) / 2;
                var first = await inner.AppendAsync([.. records.Take(half)], cancellationToken);
                BetweenHalves();
                var second = await inner.AppendAsync([.. records.Skip(half)], cancellationToken);
                return second with { FirstOffset = first.FirstOffset, FirstAppendTime = first.FirstAppendTime };
            case AppendLoss.Answer:
                await inner.AppendAsync(records, cancellationToken);
                throw Unknown();
            case AppendLoss.Never:
                await inner.AppendAsync(records, cancellationToken);
                await Task.Delay(Timeout.Infinite, cancellationToken);
                throw Unknown();
            default:
                return await inner.AppendAsync(records, cancellationToken);
        }
    }

    public Task<ILogReader> OpenReaderAsync(long fromOffset, CancellationToken cancellationToken) =>
        inner.OpenReaderAsync(fromOffset, cancellationToken);

    public Task<LogBounds> GetBoundsAsync(CancellationToken cancellationToken) =>
        inner.GetBoundsAsync(cancellationToken);

    public Task ReportProgressAsync(string nodeId, long nextOffset, CancellationToken cancellationToken) =>
        inner.ReportProgressAsync(nodeId, nextOffset, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private static AppendOutcomeUnknownException Unknown() => new("No answer came.", "Find out.");
}
