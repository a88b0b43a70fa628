namespace CdcReplicator.Nodes;

/// <summary>Why the target could not be opened as a node with a donor's tables.</summary>
internal static class SeedObstacles
{
    /// <summary>A sentence for each.</summary>
    public static IEnumerable<string> OfCatalog(
        IReadOnlyList<CatalogTable> found,
        ISqlDialect dialect,
        IgnoreList ignored
    )
    {
        foreach (var table in found)
        {
            string? obstacle = null;
            try
            {
                _ = new NodeCatalog([table], dialect, ignored);
            }
            catch (ReplicationException e)
            {
                obstacle = e.Message;
            }

            if (obstacle is not null)
            {
                yield return obstacle;
            }
        }
    }
}
