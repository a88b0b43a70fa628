using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.ChangeLog;

/// <summary>
/// Knows where a reader stands, what interrupted it, and whether the log must be looked at before it goes on.
/// </summary>
internal sealed class ReadGuard(
    KafkaLogOptions options,
    TopicCheck check,
    long fromOffset,
    TimeProvider time,
    ILogger logger,
    CancellationToken stop
)
{
    private const int RetryMilliseconds = 200;

    /// <summary>
    /// A new leader may show an older end, and a starting broker no topic, for a moment. Only what stays so for this
    /// long is a mismatch.
    /// </summary>
    private static readonly TimeSpan MismatchConfirmation = TimeSpan.FromSeconds(3);

    private long _position = fromOffset;
    private long _interruptions;
    private volatile bool _mustCheck;

    /// <summary>The next offset wanted.</summary>
    public long Position
    {
        get => Volatile.Read(ref _position);
        set => Volatile.Write(ref _position, value);
    }

    /// <summary>How often the connection was lost or an error came.</summary>
    public long Interruptions => Interlocked.Read(ref _interruptions);

    /// <summary>Whether nothing may be handed out before <see cref="Check"/> has returned.</summary>
    public bool MustCheck => _mustCheck;

    /// <summary>Notes an error.</summary>
    public void Interrupt(Error error)
    {
        Interlocked.Increment(ref _interruptions);
        _mustCheck = true;
        logger.ReadInterrupted(options.EffectiveLogTopic, Position, error.Code.ToString());
    }

    /// <summary>
    /// Returns when the topic was seen to hold the position; throws when it does not, or cannot be asked for too long.
    /// A login or certificate that was refused before counts for nothing here: a broker that restarts refuses, too. If
    /// it stands, the caller that opens the next reader gets the error.
    /// </summary>
    public void Check(NativeConsumer consumer)
    {
        var started = time.GetTimestamp();
        long? mismatchSince = null;
        while (true)
        {
            _mustCheck = false;
            try
            {
                if (check.Find(consumer, Position) is not { } mismatch)
                {
                    return;
                }

                mismatchSince ??= time.GetTimestamp();
                if (time.GetElapsedTime(mismatchSince.Value) > MismatchConfirmation)
                {
                    throw mismatch;
                }
            }
            catch (KafkaException e)
            {
                Interrupt(e.Error);
                if (time.GetElapsedTime(started) > PatienceFor(e.Error.Code))
                {
                    throw KafkaFailures.Of(e.Error, options.Endpoint, KafkaRequest.Read(options.EffectiveLogTopic), e);
                }
            }

            stop.WaitHandle.WaitOne(RetryMilliseconds);
            stop.ThrowIfCancellationRequested();
        }
    }

    /// <summary>
    /// Returns when the topic was seen to be the one it was, after what was received was received. Asks for its
    /// identity only, on another connection than the fetches.
    /// </summary>
    public void ConfirmTopic(NativeConsumer consumer)
    {
        try
        {
            if (check.FindOther() is null)
            {
                return;
            }
        }
        catch (KafkaException e)
        {
            Interrupt(e.Error);
        }

        Check(consumer);
    }

    /// <summary>
    /// Looks while reading goes on. It only raises suspicion. The position moves meanwhile, so <see cref="Check"/>
    /// decides.
    /// </summary>
    public void LookAround(NativeConsumer consumer)
    {
        try
        {
            if (check.Find(consumer, Position) is not null)
            {
                _mustCheck = true;
            }
        }
        catch (KafkaException e)
        {
            Interrupt(e.Error);
        }
    }

    /// <summary>A starting broker may not know yet what its users may do.</summary>
    private TimeSpan PatienceFor(ErrorCode code) =>
        KafkaFailures.IsForbidden(code) ? KafkaTrouble.Confirmation : options.ReadTimeout;
}
