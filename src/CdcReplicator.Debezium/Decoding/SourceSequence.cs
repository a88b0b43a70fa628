using System.Buffers.Text;

namespace CdcReplicator.Debezium;

/// <summary>
/// Reads <c>source.sequence</c> of PostgreSQL, a JSON array in a text: <c>["24023119","24023128"]</c> is the last
/// commit before the row, and the row's LSN.
/// </summary>
internal static class SourceSequence
{
    /// <summary>The commit before the row, escapes resolved or not; null if there was none.</summary>
    public static long? CommitOf(ReadOnlySpan<byte> text)
    {
        var comma = text.IndexOf((byte)',');
        var first = comma < 0 ? text : text[..comma];
        var start = first.IndexOfAnyInRange((byte)'0', (byte)'9');
        return start >= 0 && Utf8Parser.TryParse(first[start..], out long commit, out _) ? commit : null;
    }
}
