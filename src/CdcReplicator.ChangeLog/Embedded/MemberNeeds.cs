using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace CdcReplicator.ChangeLog;

/// <summary>What the members that are not forgotten still need of the log.</summary>
internal sealed class MemberNeeds(SqliteConnection connection) : IDisposable
{
    private readonly SqliteCommand _members = LogStatements.Prepare(
        connection,
        "SELECT key, value FROM metadata WHERE key >= $prefix AND key < $prefix || char(1114111) AND value IS NOT NULL",
        "$prefix"
    );

    /// <summary>
    /// The member that needs the earliest offset at or after the log's start, and that offset; null if none needs any.
    /// </summary>
    public (string Member, long Offset)? Earliest(long startOffset)
    {
        _members.Parameters[0].Value = MemberKeys.Prefix;
        (string, long Offset)? earliest = null;
        using var row = _members.ExecuteReader();
        while (row.Read())
        {
            if (
                Need(row.GetFieldValue<byte[]>(1), startOffset) is { } offset
                && (earliest is not { } before || offset < before.Offset)
            )
            {
                earliest = (row.GetString(0)[MemberKeys.Prefix.Length..], offset);
            }
        }

        return earliest;
    }

    public void Dispose() => _members.Dispose();

    /// <summary>
    /// The first offset a member needs; null if it needs none. Besides what it has not read it needs its last record,
    /// by which it knows the log again. What is before the start it has lost already, and an entry that cannot be read
    /// may need everything.
    /// </summary>
    internal static long? Need(ReadOnlyMemory<byte> entry, long startOffset)
    {
        try
        {
            using var status = JsonDocument.Parse(entry);
            var root = status.RootElement;
            if (root.GetProperty("state").ValueEquals(nameof(NodeState.Left)))
            {
                return null;
            }

            var restart = root.GetProperty("restartOffset").GetInt64();
            var last = root.GetProperty("lastAppliedSequence").GetInt64();
            return restart < startOffset ? null : Math.Max(startOffset, Math.Min(restart, last < 0 ? restart : last));
        }
        catch (Exception error)
            when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return startOffset;
        }
    }
}
