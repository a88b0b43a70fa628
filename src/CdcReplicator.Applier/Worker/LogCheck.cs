using CdcReplicator.Model;

namespace CdcReplicator.Applier;

/// <summary>
/// Whether a log can be the one a position belongs to (G8). Decisions only; <see cref="LogVerifier"/> reads.
/// </summary>
internal static class LogCheck
{
    /// <summary>Compares a position with what the log holds.</summary>
    /// <returns>Whether the record at the position is still kept and must be compared.</returns>
    /// <exception cref="LogMismatchException">The log cannot serve the position.</exception>
    public static bool CheckBounds(NodePosition position, LogBounds bounds, string endpoint)
    {
        if (position.LastAppliedSequence >= bounds.EndOffset || position.RestartOffset > bounds.EndOffset)
        {
            throw new LogMismatchException(
                $"The node has applied sequence {position.LastAppliedSequence}, but the log at {endpoint} ends before "
                    + $"offset {bounds.EndOffset}.",
                "The log was recreated or truncated. Find the log the node belongs to, or seed the node anew."
            );
        }

        if (position.RestartOffset < bounds.StartOffset)
        {
            throw new LogMismatchException(
                $"The node must read from offset {position.RestartOffset}, but the log at {endpoint} is kept from "
                    + $"{bounds.StartOffset} on only.",
                "The node was away longer than the log's retention. Seed it anew from another node, and keep the "
                    + "log longer."
            )
            {
                IsBehindRetention = true,
            };
        }

        return position.Fingerprint is not null && position.LastAppliedSequence >= bounds.StartOffset;
    }

    /// <summary>
    /// A node with rows and no position has lost it, unless there is nothing yet that it could have applied.
    /// </summary>
    /// <param name="rowsWithoutPosition">
    /// What is wrong with the node then; null if it has a position, or no rows.
    /// </param>
    /// <param name="bounds">What the log holds.</param>
    /// <exception cref="NodeFaultException">The log is not empty.</exception>
    public static void CheckRows(NodeFaultException? rowsWithoutPosition, LogBounds bounds)
    {
        if (rowsWithoutPosition is not null && bounds.EndOffset > 0)
        {
            throw rowsWithoutPosition;
        }
    }

    /// <summary>Compares the record found at the position.</summary>
    /// <param name="position">The position.</param>
    /// <param name="found">The first record at or after the last applied sequence, or null if there is none.</param>
    /// <param name="endpoint">Where the log is.</param>
    /// <exception cref="LogMismatchException">It is another record.</exception>
    public static void CheckRecord(NodePosition position, LogRecord? found, string endpoint)
    {
        if (
            found is not { } record
            || record.Offset != position.LastAppliedSequence
            || RecordFingerprint.Of(record) != position.Fingerprint
        )
        {
            throw new LogMismatchException(
                $"Record {position.LastAppliedSequence} of the log at {endpoint} is not the one this node has applied.",
                "The log was recreated or rewritten under the same name. Find the log the node belongs to, or seed the "
                    + "node anew."
            );
        }
    }
}
