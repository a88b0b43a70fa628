namespace CdcReplicator.Applier;

/// <summary>Counts since the applier started.</summary>
/// <param name="Rejections">Rejected transactions by reason.</param>
/// <param name="Duplicates">Transactions passed over as duplicates, by publisher: those with the most.</param>
/// <param name="OtherDuplicates">Those of the other publishers.</param>
/// <param name="Adapted">What was taken otherwise than it came, by kind and place.</param>
/// <param name="Retries">Times it began anew after a fault.</param>
internal sealed record ApplierTally(
    IReadOnlyDictionary<string, long> Rejections,
    IReadOnlyDictionary<string, long> Duplicates,
    long OtherDuplicates,
    IReadOnlyDictionary<string, long> Adapted,
    long Retries
)
{
    /// <summary>Operators' orders met in the log, by <see cref="OrderName"/>.</summary>
    public required IReadOnlyDictionary<string, long> Orders { get; init; }
}
