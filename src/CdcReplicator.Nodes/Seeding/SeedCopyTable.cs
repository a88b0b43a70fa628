using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>A table to be copied, as its donor knows it.</summary>
/// <param name="Definition">The table.</param>
/// <param name="Source">Its name in the donor's statements.</param>
/// <param name="Destination">Its name in the target's statements.</param>
/// <param name="Columns">The columns to copy, quoted: all that are not computed.</param>
/// <param name="Key">Columns that tell rows apart, quoted; all columns where there is no key.</param>
internal sealed record SeedCopyTable(
    TableDefinition Definition,
    string Source,
    string Destination,
    IReadOnlyList<string> Columns,
    IReadOnlyList<string> Key
)
{
    /// <summary>Its name.</summary>
    public TableName Name => Definition.Name;

    /// <summary>Estimated rows.</summary>
    public long Rows { get; init; }

    /// <summary>Bytes at the donor, without indexes.</summary>
    public long Bytes { get; init; }

    /// <summary>Places it is known to have at the donor, from 0; 0 if it cannot be cut.</summary>
    public long Places { get; init; }

    /// <summary>Whether the values' binary form means the same at both ends.</summary>
    public bool IsBinary { get; init; } = true;

    /// <summary>Places of a chunk of some bytes; at least one.</summary>
    public long PlacesOf(long bytes) =>
        Places == 0 || Bytes <= bytes ? long.MaxValue / 2 : Math.Max(1, (long)(Places * ((double)bytes / Bytes)));
}
