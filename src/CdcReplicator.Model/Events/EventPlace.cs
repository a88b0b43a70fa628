namespace CdcReplicator.Model;

/// <summary>
/// The place of an event in its source's log. Rises inside a transaction; several events may share one.
/// </summary>
/// <param name="Position">PostgreSQL's LSN, or file and position of MySQL's binary log in one number.</param>
/// <param name="Row">The row's number at that position; 0 where there is none.</param>
internal readonly record struct EventPlace(long Position, long Row) : IComparable<EventPlace>
{
    /// <summary>Before every place.</summary>
    public static EventPlace Lowest { get; } = new(long.MinValue, long.MinValue);

    /// <inheritdoc/>
    public int CompareTo(EventPlace other) =>
        Position == other.Position ? Row.CompareTo(other.Row) : Position.CompareTo(other.Position);

    /// <summary>Whether one stands before the other.</summary>
    public static bool operator <(EventPlace left, EventPlace right) => left.CompareTo(right) < 0;

    /// <summary>Whether one stands after the other.</summary>
    public static bool operator >(EventPlace left, EventPlace right) => left.CompareTo(right) > 0;

    /// <summary>Whether one stands before the other, or they are one.</summary>
    public static bool operator <=(EventPlace left, EventPlace right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one stands after the other, or they are one.</summary>
    public static bool operator >=(EventPlace left, EventPlace right) => left.CompareTo(right) >= 0;
}
