using CdcReplicator.Cluster;

namespace CdcReplicator.Lifecycle;

/// <summary>The course of a round, without IO: table by table by name, range by range by key.</summary>
internal static class ProofCourse
{
    /// <summary>Rows of the first range, before it is known how fast nodes read.</summary>
    public const long FirstRows = 10_000;

    private const long LeastRows = 1_000;
    private const long MostRows = 50_000_000;
    private const double MostGrowth = 8;

    /// <summary>How long a node should read for one range.</summary>
    private static readonly TimeSpan RangeTime = TimeSpan.FromSeconds(5);

    /// <summary>Before the first round.</summary>
    public static ProofRound First(string asker) => new(asker, 0, null, null, null, null, [], 0, FirstRows);

    /// <summary>
    /// What to ask for next: the range where the round stands, or the beginning of the next table if its table is gone.
    /// Null if there is no further table.
    /// </summary>
    /// <param name="round">Where the round stands.</param>
    /// <param name="tables">The tables that can be compared, in the order of their names.</param>
    public static (TablePlan Table, IReadOnlyList<long>? After)? Place(
        ProofRound round,
        IReadOnlyList<TablePlan> tables
    ) =>
        tables.FirstOrDefault(table => table.Table == round.Table) is { } same ? (same, round.After)
        : NextTable(round.Table, tables) is { } next ? (next, null)
        : null;

    /// <summary>The same round with a process asking.</summary>
    public static ProofRound Claimed(
        ProofRound round,
        (TablePlan Table, IReadOnlyList<long>? After) place,
        string asker,
        TimeSpan answers
    ) =>
        round with
        {
            Asker = asker,
            WaitMilliseconds = (long)answers.TotalMilliseconds,
            Began = round.Table is null ? null : round.Began,
            Table = place.Table.Table,
            After = place.After,
            TableSince = place.After is null ? null : round.TableSince,
            Equal = place.After is null ? [] : round.Equal,
            Rows = place.After is null ? 0 : round.Rows,
        };

    /// <summary>Where the round stands after a range was compared.</summary>
    /// <param name="asked">As it was asked.</param>
    /// <param name="found">What came of it.</param>
    /// <param name="tables">The tables that can be compared.</param>
    /// <param name="maxLoad">The share of the time that nodes read.</param>
    public static ProofRound After(
        ProofRound asked,
        RangeFinding found,
        IReadOnlyList<TablePlan> tables,
        double maxLoad
    )
    {
        var counted = asked with
        {
            WaitMilliseconds = (long)(found.Milliseconds * ((1 / maxLoad) - 1)),
            After = found.Through,
            Equal = asked.After is null ? found.Equal : [.. asked.Equal.Intersect(found.Equal)],
            Rows = asked.Rows + found.Rows,
            RowsPerRange = RowsFor(asked.RowsPerRange, found.Rows, found.Milliseconds),
        };
        return found.Through is not null
            ? counted
            : counted with
            {
                Table = NextTable(asked.Table, tables)?.Table,
                TableSince = null,
                Equal = [],
                Rows = 0,
            };
    }

    /// <summary>The round is over, or nothing can be compared now; the next one begins an interval later.</summary>
    public static ProofRound Ended(ProofRound round, string asker) =>
        round with
        {
            Asker = asker,
            WaitMilliseconds = 0,
            Began = round.Table is null ? null : round.Began,
            Table = null,
            After = null,
            TableSince = null,
            Equal = [],
            Rows = 0,
        };

    private static TablePlan? NextTable(string? last, IReadOnlyList<TablePlan> tables) =>
        tables.FirstOrDefault(table => string.CompareOrdinal(table.Table, last) > 0);

    // By time and not by rows, because rows may be of any size.
    private static long RowsFor(long asked, long read, long milliseconds)
    {
        if (read < asked)
        {
            return asked;
        }

        var growth = RangeTime.TotalMilliseconds / Math.Max(milliseconds, 1);
        return Math.Clamp((long)(asked * Math.Min(growth, MostGrowth)), LeastRows, MostRows);
    }
}
