using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>What a seed would do.</summary>
internal sealed record SeedPlan
{
    /// <summary>The donor's position now; the one seeded is that at the start of the copy.</summary>
    public required NodePosition DonorPosition { get; init; }

    /// <summary>The tables to be copied, with what is estimated of their size.</summary>
    public required IReadOnlyList<SeedTable> Tables { get; init; }

    /// <summary>What would be made, in the order of making: schemas, extensions, types, tables, indexes ...</summary>
    public required IReadOnlyList<SeedObject> Creates { get; init; }

    /// <summary>What stands in the target and would be dropped with all its rows. Mode Replace only.</summary>
    public required IReadOnlyList<SeedObject> Drops { get; init; }

    /// <summary>What the donor has and the target will not have, without harm to its rows: users' triggers.</summary>
    public required IReadOnlyList<SeedObject> LeftOut { get; init; }

    /// <summary>
    /// Why it cannot be done, a sentence each with its remedy: what cannot be carried, rights and extensions missing,
    /// objects in the way. Empty if it can.
    /// </summary>
    public required IReadOnlyList<string> Obstacles { get; init; }

    /// <summary>Estimated rows of all tables.</summary>
    public long Rows => Tables.Sum(table => table.Rows);

    /// <summary>Estimated bytes of all tables, without indexes.</summary>
    public long Bytes => Tables.Sum(table => table.Bytes);
}
