using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// Decides what a row means for its source's snapshot: whether one begins, goes on, is void or ends. Pure. An attempt
/// is recognised by what its rows share, because no mark can be relied on but <c>last</c>: <c>first</c> is missing
/// where the first table is empty or several threads read.
/// </summary>
internal static class SnapshotProgress
{
    /// <summary>Records of the log after which a snapshot without end is given up, once its source streams.</summary>
    public const long StreamingLimit = 10_000;

    /// <summary>The next step.</summary>
    /// <param name="state">What is known of the source's snapshot; null if it never had one.</param>
    /// <param name="mark">The row's mark.</param>
    /// <param name="attempt">What the row shares with all rows of its attempt; null if that is not known.</param>
    /// <param name="sequence">Where the row stands.</param>
    public static SnapshotStep Next(SnapshotState? state, SnapshotMark mark, string? attempt, long sequence)
    {
        if (mark is SnapshotMark.None or SnapshotMark.Incremental)
        {
            return Beside(state, mark, sequence);
        }

        if (state is { Stage: SnapshotStage.Over, Attempt: { } over } && over == attempt)
        {
            // Its end came before it, as where tables have topics of their own: the row is written, and that is all.
            return new SnapshotStep(state);
        }

        var begins = state is null or { Stage: SnapshotStage.Over } || IsAnother(state, mark, attempt);
        var next = begins ? SnapshotState.Begun(attempt) : Continue(state!, attempt);
        var ends = mark == SnapshotMark.Last;
        return new SnapshotStep(ends ? next with { Stage = SnapshotStage.Over } : next)
        {
            Begins = begins,
            Repeats = begins && state is { Stage: SnapshotStage.Open },
            Brings = true,
            Ends = ends,
        };
    }

    private static SnapshotStep Beside(SnapshotState? state, SnapshotMark mark, long sequence) =>
        state switch
        {
            null or { Stage: SnapshotStage.Over } => new SnapshotStep(state),
            { Stage: SnapshotStage.Streaming } when sequence - state.StreamingSince > StreamingLimit =>
                new SnapshotStep(state with { Stage = SnapshotStage.Over }) { Drops = true },
            { Stage: SnapshotStage.Open } when mark == SnapshotMark.None => new SnapshotStep(
                state with
                {
                    Stage = SnapshotStage.Streaming,
                    StreamingSince = sequence,
                }
            )
            {
                Notes = true,
            },
            _ => new SnapshotStep(state) { Notes = true },
        };

    private static bool IsAnother(SnapshotState state, SnapshotMark mark, string? attempt) =>
        (state.Attempt, attempt) switch
        {
            ({ } known, { } other) when known == other => false,
            // One row alone does not show that rows share anything: then it takes a mark that begins something.
            ({ }, { }) => state.IsShared || mark is SnapshotMark.First or SnapshotMark.FirstOfTable,
            _ => mark == SnapshotMark.First,
        };

    private static SnapshotState Continue(SnapshotState state, string? attempt) =>
        state with
        {
            Stage = SnapshotStage.Open,
            Attempt = state.Attempt == attempt ? attempt : null,
            IsShared = attempt is not null && state.Attempt == attempt,
        };
}
