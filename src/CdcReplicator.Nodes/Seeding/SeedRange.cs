namespace CdcReplicator.Nodes;

/// <summary>
/// A part of a table, by the places of its rows at the donor: blocks on PostgreSQL, row ids on SQLite.
/// </summary>
/// <param name="From">The first place.</param>
/// <param name="To">The first place after it; <see cref="long.MaxValue"/> if it has no end.</param>
internal readonly record struct SeedRange(long From, long To)
{
    /// <summary>A whole table.</summary>
    public static readonly SeedRange Whole = new(long.MinValue, long.MaxValue);

    /// <summary>Whether the table ends with it.</summary>
    public bool IsOpen => To == long.MaxValue;
}
