namespace CdcReplicator.CrashTests;

/// <summary>What a node holds at one moment, or should.</summary>
/// <param name="Position">Sequence of the last transaction it counts as applied.</param>
/// <param name="Rows">Its rows, as <c>table/key</c>, and the elements each holds.</param>
/// <param name="Rejections">Reasons of rejected transactions by sequence.</param>
internal sealed record NodeContents(
    long Position,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Rows,
    IReadOnlyDictionary<long, string> Rejections
)
{
    /// <summary>The elements of a row; none if it is not there.</summary>
    public IReadOnlyList<string> Of(string row) => Rows.GetValueOrDefault(row, []);
}
