namespace CdcReplicator.Model;

/// <summary>
/// A place among all changes of a source, in the order its connector sends them. Never falls while a connector runs.
/// </summary>
/// <param name="Commit">
/// Orders the transactions. PostgreSQL: the commit before the row (<c>source.sequence</c>), or of a whole transaction
/// the end of its own. MySQL: the GTID's number, else file and position. SQL Server: <c>source.commit_lsn</c>.
/// </param>
/// <param name="Position">Orders the rows of a transaction; 0 for whole transactions.</param>
/// <param name="Row">Orders the rows of a position; 0 where none is told.</param>
internal readonly record struct SourcePlace(long Commit, long Position, long Row) : IComparable<SourcePlace>
{
    /// <inheritdoc/>
    public int CompareTo(SourcePlace other) =>
        Commit != other.Commit ? Commit.CompareTo(other.Commit)
        : Position != other.Position ? Position.CompareTo(other.Position)
        : Row.CompareTo(other.Row);

    /// <summary>Whether one stands before the other.</summary>
    public static bool operator <(SourcePlace left, SourcePlace right) => left.CompareTo(right) < 0;

    /// <summary>Whether one stands after the other.</summary>
    public static bool operator >(SourcePlace left, SourcePlace right) => left.CompareTo(right) > 0;

    /// <summary>Whether one stands before the other, or they are one.</summary>
    public static bool operator <=(SourcePlace left, SourcePlace right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one stands after the other, or they are one.</summary>
    public static bool operator >=(SourcePlace left, SourcePlace right) => left.CompareTo(right) >= 0;
}
