namespace CdcReplicator.Cluster;

/// <summary>
/// Cuts rejections into entries: each within one thousand of sequences and well below what a record beside the log may
/// have.
/// </summary>
internal static class RejectionChunks
{
    // A character may take six bytes in JSON, a record a megabyte.
    private const int MaxCharacters = 100_000;
    private const int MaxKeyCharacters = 10_000;
    private const int Overhead = 200;

    /// <param name="rejections">In the order of their sequences.</param>
    public static IEnumerable<IReadOnlyList<PublishedRejection>> Cut(IReadOnlyList<PublishedRejection> rejections)
    {
        var chunk = new List<PublishedRejection>();
        var characters = 0;
        foreach (var rejection in rejections.Select(Fit))
        {
            var length = Overhead + (rejection.Rejection.Key?.Length ?? 0) + rejection.Rejection.Detail.Length;
            var fits =
                chunk.Count == 0
                || (
                    RejectionKey.AreTogether(chunk[0].Sequence, rejection.Sequence)
                    && characters + length <= MaxCharacters
                );
            if (!fits)
            {
                yield return chunk;
                chunk = [];
                characters = 0;
            }

            chunk.Add(rejection);
            characters += length;
        }

        if (chunk.Count > 0)
        {
            yield return chunk;
        }
    }

    // A key of megabytes stands in the node's own list; a writer knows what it wrote.
    private static PublishedRejection Fit(PublishedRejection rejection)
    {
        var why = rejection.Rejection;
        return why.Key is { Length: > MaxKeyCharacters } || why.Detail.Length > MaxKeyCharacters
            ? rejection with
            {
                Rejection = why with
                {
                    Key = why.Key is { Length: > MaxKeyCharacters } ? null : why.Key,
                    Detail = why.Detail[..Math.Min(why.Detail.Length, MaxKeyCharacters)],
                },
            }
            : rejection;
    }
}
