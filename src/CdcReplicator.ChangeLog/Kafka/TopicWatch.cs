using CdcReplicator.Model;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.ChangeLog;

/// <summary>
/// Vouches for one topic that is written to: that it is the one that was opened, still holds what was acknowledged, and
/// has the settings it must have. Asked whenever there is a doubt (a connection was lost, or an offset fell) before the
/// next append is acknowledged, and every few seconds besides.
/// </summary>
internal sealed class TopicWatch(
    TopicPlan plan,
    string? topicId,
    KafkaLogOptions options,
    KafkaTopics topics,
    KafkaProbe probe,
    TimeProvider time,
    ILogger logger
)
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(200);

    /// <summary>A new leader may show an older end, and a starting broker no topic, for a moment.</summary>
    private static readonly TimeSpan MismatchConfirmation = TimeSpan.FromSeconds(3);

    private readonly Doubts _doubts = new();
    private readonly Lock _lock = new();
    private long _highest = -1;
    private OwnRecord? _own;
    private volatile LogMismatchException? _mismatch;
    private volatile LogRefusedException? _settings;

    /// <summary>
    /// Why nothing may be written, or null. A topic that is another one stays so; a setting may be corrected.
    /// </summary>
    public ReplicationException? Trouble => (ReplicationException?)_mismatch ?? _settings;

    /// <summary>
    /// Whether old records stay until retention removes them; in a compacted topic any record may go.
    /// </summary>
    private bool KeepsRecords => plan.Required[TopicPlan.CleanupSetting] == TopicPlan.CleanupDelete;

    /// <summary>
    /// Something happened that may have to do with another topic of the same name, or with another end of it.
    /// </summary>
    public void Doubt() => _doubts.Raise();

    /// <summary>
    /// Takes the offset of an acknowledged record; they come in the order in which records were sent, so one that falls
    /// is a doubt.
    /// </summary>
    public void Observe(long offset)
    {
        bool isFallen;
        lock (_lock)
        {
            isFallen = offset <= _highest;
            _highest = Math.Max(_highest, offset);
        }

        if (isFallen)
        {
            _doubts.Raise();
        }
    }

    /// <summary>Returns when an append may be acknowledged.</summary>
    /// <exception cref="LogMismatchException">
    /// The topic is not the one that was opened, or has lost what was acknowledged.
    /// </exception>
    /// <exception cref="ReplicationException">It could not be asked.</exception>
    public async Task VouchAsync(AppendReceipt receipt, RecordToAppend last, CancellationToken cancellationToken)
    {
        // One caller's question serves all callers, so it does not end when one of them gives up.
        await _doubts.SettleAsync(() => ConfirmAsync(CancellationToken.None), cancellationToken).ConfigureAwait(false);
        if (_mismatch is { } mismatch)
        {
            throw mismatch;
        }

        lock (_lock)
        {
            if (_own is null || receipt.LastOffset > _own.Offset)
            {
                _own = new OwnRecord(receipt.LastOffset, receipt.LastAppendTime, last);
            }
        }
    }

    /// <summary>
    /// What about the topic explains that an append failed: a sentence with a space before it; empty if nothing is to
    /// be seen.
    /// </summary>
    public async Task<string> ExplainAsync()
    {
        Doubt();
        await LookAsync(CancellationToken.None).ConfigureAwait(false);
        if (Trouble is { } trouble)
        {
            return " " + trouble.Problem;
        }

        try
        {
            var seen = await topics.LookAsync(plan.Name).ConfigureAwait(false);
            return TopicDiagnosis.Explain(plan, seen) is { } why ? " " + why : "";
        }
        catch (KafkaException)
        {
            return "";
        }
    }

    /// <summary>Looks whether all is well. Brokers that do not answer are no news here.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        if (_mismatch is not null)
        {
            return;
        }

        try
        {
            var seen = await topics.LookAsync(plan.Name).ConfigureAwait(false);
            if (TopicIdentity.Find(options.Endpoint, plan.Name, topicId, seen) is not null)
            {
                await ConfirmAsync(cancellationToken).ConfigureAwait(false);
                return;
            }

            Judge(await topics.ReadSettingsAsync(plan.Name).ConfigureAwait(false));
        }
        catch (Exception e) when (e is KafkaException or ReplicationException)
        {
            // What is wrong with the topic is kept; who writes or reads hears of everything else.
        }
    }

    private void Judge(IReadOnlyDictionary<string, string> settings)
    {
        var wrong = string.Join(' ', TopicVerification.CheckSettings(plan, settings, options.BootstrapServers));
        if (wrong.Length == 0)
        {
            if (_settings is not null)
            {
                logger.TopicCorrected(plan.Name);
            }

            _settings = null;
            return;
        }

        var trouble = new LogRefusedException(
            $"Topic '{plan.Name}' of '{options.Endpoint}' was changed, and nothing is appended to it: {wrong}",
            "Correct it as said; writers go on by themselves."
        );
        if (_settings?.Problem != trouble.Problem)
        {
            logger.TopicWrong(plan.Name, wrong);
        }

        _settings = trouble;
    }

    private async Task ConfirmAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        long? mismatchSince = null;
        while (true)
        {
            try
            {
                if (await FindMismatchAsync(cancellationToken).ConfigureAwait(false) is not { } mismatch)
                {
                    return;
                }

                mismatchSince ??= time.GetTimestamp();
                if (time.GetElapsedTime(mismatchSince.Value) > MismatchConfirmation)
                {
                    _mismatch = mismatch;
                    logger.TopicIsAnother(mismatch.Problem);
                    throw mismatch;
                }
            }
            catch (KafkaException e) when (time.GetElapsedTime(started) > options.ConnectTimeout)
            {
                throw KafkaFailures.Of(e.Error, options.Endpoint, KafkaRequest.Bounds(plan.Name), e);
            }
            catch (KafkaException)
            {
                // Asked again below.
            }

            await Task.Delay(RetryInterval, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<LogMismatchException?> FindMismatchAsync(CancellationToken cancellationToken)
    {
        var seen = await topics.LookAsync(plan.Name).ConfigureAwait(false);
        if (TopicIdentity.Find(options.Endpoint, plan.Name, topicId, seen) is { } another)
        {
            return another;
        }

        OwnRecord? own;
        lock (_lock)
        {
            own = _own;
        }

        if (own is null || !KeepsRecords)
        {
            return null;
        }

        // A doubt may come from the death of the leader that the probe remembers.
        probe.DoubtLeader();
        var start = (await probe.GetWatermarksAsync(cancellationToken).ConfigureAwait(false)).Low.Value;
        return
            own.Offset < start
            || (
                await probe.FindRecordAsync(own.Offset, cancellationToken).ConfigureAwait(false) is { } read
                && own.Is(read)
            )
            ? null
            : new LogMismatchException(
                $"Topic '{plan.Name}' of '{options.Endpoint}' no longer holds the record that was acknowledged to this "
                    + $"process at offset {own.Offset}: the log was truncated or replaced.",
                "Stop the writers; compare the nodes with 'verify', and write again what was acknowledged and is in "
                    + "none of them."
            );
    }
}
