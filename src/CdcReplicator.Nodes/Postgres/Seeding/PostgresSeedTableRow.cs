namespace CdcReplicator.Nodes;

/// <summary>A table as the donor's catalog describes it for a seed.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Make">How it is made.</param>
/// <param name="HoldsRows">Whether rows are in it, and not in its partitions.</param>
/// <param name="Bytes">What it takes, without indexes.</param>
/// <param name="Blocks">Blocks of its main part.</param>
/// <param name="Rows">Rows by its statistics; negative where there are none.</param>
/// <param name="Inherits">Whether it inherits without being a partition.</param>
/// <param name="IsBinary">Whether its values' binary form means the same on every server.</param>
internal sealed record PostgresSeedTableRow(
    TableName Name,
    SeedMake Make,
    bool HoldsRows,
    long Bytes,
    long Blocks,
    double Rows,
    bool Inherits,
    bool IsBinary
)
{
    private const long BytesOfRow = 100;

    /// <summary>Rows, by statistics or else by bytes.</summary>
    public long EstimatedRows => Rows >= 0 ? (long)Rows : Bytes / BytesOfRow;
}
