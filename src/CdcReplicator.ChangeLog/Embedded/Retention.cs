using Microsoft.Data.Sqlite;

namespace CdcReplicator.ChangeLog;

/// <summary>
/// Deletes what is too old or too much, a step with each commit: a step removes more than a commit usually adds, so it
/// keeps up without ever holding writers for long. The newest record always stays, so that a node at the end can
/// compare its fingerprint; and what a member still needs stays, within a limit.
/// </summary>
internal sealed class Retention : IDisposable
{
    private const int RecordsPerStep = 4000;

    /// <summary>Removed metadata keys are remembered this long, so that watchers see the removal.</summary>
    private const long RemovedKeyMilliseconds = 3_600_000;

    private readonly RetentionLimits _limits;
    private readonly SqliteCommand _oldest;
    private readonly SqliteCommand _delete;
    private readonly SqliteCommand _forgetRemoved;
    private readonly MemberNeeds _needs;
    private long _forgotAt;

    public Retention(SqliteConnection connection, EmbeddedLogOptions options)
    {
        _limits = RetentionLimits.Of(options);
        _oldest = LogStatements.Prepare(
            connection,
            """
            SELECT append_time, coalesce(length(key), 0) + coalesce(length(value), 0) + coalesce(length(headers), 0)
            FROM records ORDER BY record_offset LIMIT $count
            """,
            "$count"
        );
        _delete = LogStatements.Prepare(connection, "DELETE FROM records WHERE record_offset < $start", "$start");
        _forgetRemoved = LogStatements.Prepare(
            connection,
            "DELETE FROM metadata WHERE value IS NULL AND published_at < $time",
            "$time"
        );
        _needs = new MemberNeeds(connection);
    }

    /// <summary>Deletes one step inside the open transaction; returns the counters after it.</summary>
    public LogInfo Step(LogInfo info)
    {
        ForgetRemovedKeys(info.LastTime);
        var after = FindStart(info);
        if (after.StartOffset > info.StartOffset)
        {
            _delete.Parameters[0].Value = after.StartOffset;
            _delete.ExecuteNonQuery();
        }

        return after;
    }

    public void Dispose()
    {
        _oldest.Dispose();
        _delete.Dispose();
        _forgetRemoved.Dispose();
        _needs.Dispose();
    }

    private LogInfo FindStart(LogInfo info)
    {
        var deletable = Math.Min(RecordsPerStep, info.NextOffset - info.StartOffset - 1);
        if (deletable <= 0)
        {
            return info;
        }

        _oldest.Parameters[0].Value = deletable;
        using var row = _oldest.ExecuteReader();
        long? needed = null;
        while (row.Read() && _limits.IsPast(row.GetInt64(0), info))
        {
            // This is asked only if something would be removed, so that members' entries are not read with every
            // commit.
            needed ??= _needs.Earliest(info.StartOffset)?.Offset ?? long.MaxValue;
            if (info.StartOffset >= needed && !_limits.IsPastMembers(info))
            {
                break;
            }

            info = info with { StartOffset = info.StartOffset + 1, RecordBytes = info.RecordBytes - row.GetInt64(1) };
        }

        return info;
    }

    private void ForgetRemovedKeys(long time)
    {
        if (time - _forgotAt < RemovedKeyMilliseconds)
        {
            return;
        }

        _forgotAt = time;
        _forgetRemoved.Parameters[0].Value = time - RemovedKeyMilliseconds;
        _forgetRemoved.ExecuteNonQuery();
    }
}
