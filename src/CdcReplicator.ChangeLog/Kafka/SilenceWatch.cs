using CdcReplicator.Model;

namespace CdcReplicator.ChangeLog;

/// <summary>
/// Tells whether a topic may have been deleted and created anew between two records. librdkafka goes on at the same
/// offset of the new topic and says nothing; but nobody deletes, creates and fills a topic without a silence, which the
/// append times show, however late the records are read.
/// </summary>
internal sealed class SilenceWatch
{
    /// <summary>Milliseconds; a time that falls comes from another broker's clock and says nothing.</summary>
    public const long Silence = 50;

    private long? _last;

    /// <summary>Takes the next record; whether a silence was before it. The first one counts as that.</summary>
    public bool Hears(in LogRecord record)
    {
        var isAfterSilence = _last is not { } last || record.AppendTime < last || record.AppendTime - last >= Silence;
        _last = record.AppendTime;
        return isAfterSilence;
    }
}
