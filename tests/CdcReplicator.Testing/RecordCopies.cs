using CdcReplicator.Model;

namespace CdcReplicator.Testing;

/// <summary>Copies of records' bytes.</summary>
internal static class RecordCopies
{
    /// <summary>A copy; null for nothing.</summary>
    public static byte[]? ToArray(this RecordBytes bytes) => bytes.IsNone ? null : bytes.Span.ToArray();
}
