using Confluent.Kafka;

namespace CdcReplicator.ChangeLog;

/// <summary>
/// What one client heard about its connections, so that a refused login or certificate counts only as long as it
/// stands. A broker that stops or starts refuses for a moment, by an interrupted TLS handshake or before it knows its
/// users.
/// </summary>
internal sealed class KafkaTrouble(TimeProvider time)
{
    /// <summary>How long a refusal must stand, with no other answer from a broker, before it counts.</summary>
    public static readonly TimeSpan Confirmation = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private Error? _refusal;
    private long _refusedAt;

    /// <summary>Whether a refusal stands: nothing has contradicted it since.</summary>
    public bool IsRefused
    {
        get
        {
            lock (_lock)
            {
                return _refusal is not null && time.GetElapsedTime(_refusedAt) >= Confirmation;
            }
        }
    }

    /// <summary>The refusal that stands; null if there is none.</summary>
    public Error? Refusal
    {
        get
        {
            lock (_lock)
            {
                return _refusal;
            }
        }
    }

    /// <summary>
    /// Takes what the client reports. That a broker cannot be reached says that the refusal came from one that was
    /// stopping.
    /// </summary>
    public void Note(Error error)
    {
        lock (_lock)
        {
            if (KafkaFailures.Classify(error.Code) == KafkaFailure.Refused)
            {
                _refusedAt = _refusal is null ? time.GetTimestamp() : _refusedAt;
                _refusal = error;
            }
            else if (error.Code is ErrorCode.Local_Transport or ErrorCode.Local_Resolve)
            {
                _refusal = null;
            }
        }
    }

    /// <summary>A question was answered.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _refusal = null;
        }
    }

    /// <summary>
    /// The refusal that stands, which says more than the failed questions that follow from it; else the given error.
    /// </summary>
    public Error MoreTelling(Error error)
    {
        lock (_lock)
        {
            return _refusal ?? error;
        }
    }
}
