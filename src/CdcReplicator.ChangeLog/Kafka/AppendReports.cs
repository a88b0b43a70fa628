using Confluent.Kafka;

namespace CdcReplicator.ChangeLog;

/// <summary>Counts the delivery reports of one append and decides its outcome.</summary>
internal struct AppendReports
{
    private int _persisted;
    private int _notPersisted;
    private int _unknown;

    /// <summary>The first error reported.</summary>
    public Error? Error { get; private set; }

    /// <summary>How many reports came.</summary>
    public readonly int Count => _persisted + _notPersisted + _unknown;

    /// <summary>Takes one report.</summary>
    /// <param name="error">Its error code.</param>
    /// <param name="status">Whether the record is in the log.</param>
    /// <param name="offset">
    /// Where; negative if the broker did not say (a repeated batch it no longer remembers).
    /// </param>
    /// <param name="mayBeRepeat">
    /// Whether a connection was lost meanwhile, so that an attempt before this one may have been taken without an
    /// answer. Otherwise a broker's "you may not" is the only answer there was.
    /// </param>
    public void Add(Error error, PersistenceStatus status, long offset, bool mayBeRepeat = true)
    {
        if (error.IsError)
        {
            Error ??= error;
        }

        if (!error.IsError && status == PersistenceStatus.Persisted && offset >= 0)
        {
            _persisted++;
        }
        else if (
            error.IsError
            && (status == PersistenceStatus.NotPersisted || (!mayBeRepeat && KafkaFailures.IsForbidden(error.Code)))
        )
        {
            _notPersisted++;
        }
        else
        {
            _unknown++;
        }
    }

    /// <summary>The outcome, once all reports came.</summary>
    public readonly AppendOutcome Decide()
    {
        if (_notPersisted == 0 && _unknown == 0)
        {
            return AppendOutcome.Appended;
        }

        if (_persisted > 0 || _unknown > 0)
        {
            return AppendOutcome.Unknown;
        }

        return Error is { } error && KafkaFailures.Classify(error.Code) == KafkaFailure.TooLarge
            ? AppendOutcome.TooLarge
            : AppendOutcome.NotAppended;
    }
}
