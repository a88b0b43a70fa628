using Confluent.Kafka;
using Microsoft.Extensions.Logging;

namespace CdcReplicator.ChangeLog;

/// <summary>Knows where a reader stands, what interrupted it, and whether the log must be looked at before it goes on.</summary>
internal sealed class ReadGuard(
    KafkaLogOptions options,
    long fromOffset,
    TimeProvider time,
    ILogger logger,
    CancellationToken stop
)
{
    private const int RetryMilliseconds = 200;

    /// <summary>
    /// A new leader may show an older end, and a starting broker no topic, for a moment. Only what stays so for this long is a mismatch.
    /// </summary>
    private static readonly TimeSpan MismatchConfirmation = TimeSpan.FromSeconds(3);

    private readonly TopicCheck _check = new(options);
    private long _position = fromOffset;
    private long _interruptions;
    private volatile bool _mustCheck;
    private volatile Error? _lastError;

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
        if (KafkaFailures.Classify(error.Code) == KafkaFailure.Refused || _lastError is null)
        {
            _lastError = error;
        }

        Interlocked.Increment(ref _interruptions);
        _mustCheck = true;
        logger.ReadInterrupted(options.EffectiveLogTopic, Position, error.Code.ToString());
    }

    /// <summary>Returns when the topic was seen to hold the position; throws when it does not, or cannot be asked for too long.</summary>
    public void Check(NativeConsumer consumer)
    {
        var started = time.GetTimestamp();
        long? mismatchSince = null;
        while (true)
        {
            _mustCheck = false;
            try
            {
                if (_check.Find(consumer, Position) is not { } mismatch)
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
                var error = _lastError ?? e.Error;
                if (
                    KafkaFailures.Classify(error.Code) == KafkaFailure.Refused
                    || time.GetElapsedTime(started) > options.ReadTimeout
                )
                {
                    throw KafkaFailures.Of(error, options.Endpoint, $"reading topic '{options.EffectiveLogTopic}'", e);
                }
            }

            stop.WaitHandle.WaitOne(RetryMilliseconds);
            stop.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Looks while reading goes on. Only raises suspicion: the position moves meanwhile, so <see cref="Check"/> has the last word.</summary>
    public void LookAround(NativeConsumer consumer)
    {
        try
        {
            if (_check.Find(consumer, Position) is not null)
            {
                _mustCheck = true;
            }
        }
        catch (KafkaException e)
        {
            Interrupt(e.Error);
        }
    }

    /// <summary>Asks the leader anything, to wake librdkafka's thread for it. No answer is no harm: what is wrong comes to light otherwise.</summary>
    public void Nudge(NativeConsumer consumer)
    {
        try
        {
            _check.QueryWatermarks(consumer);
        }
        catch (KafkaException)
        {
            // The error handler of the consumer hears of lost connections, and the regular look of the rest.
        }
    }
}
