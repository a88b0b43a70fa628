using CdcReplicator.Debezium;

namespace CdcReplicator.Client;

/// <summary>Checks drafts against what the serving nodes have.</summary>
internal static class ChangeDrafts
{
    /// <exception cref="InvalidWriteException">A draft cannot be right, also by what is beside the log now.</exception>
    public static async ValueTask<TableChange[]> BuildAsync(
        TableCatalog catalog,
        IReadOnlyList<DraftChange> drafts,
        CancellationToken cancellationToken
    )
    {
        var known = await catalog.GetAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return Build(known, drafts);
        }
        catch (InvalidWriteException)
        {
            // What is followed may be a moment late; what is read is not.
            var read = await catalog.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (ReferenceEquals(read, known))
            {
                throw;
            }

            return Build(read, drafts);
        }
    }

    private static TableChange[] Build(ServedTables tables, IReadOnlyList<DraftChange> drafts)
    {
        var changes = new TableChange[drafts.Count];
        for (var i = 0; i < changes.Length; i++)
        {
            changes[i] = ChangeBuilder.Build(tables.Find(TableName.Parse(drafts[i].Table)), drafts[i]);
        }

        return changes;
    }
}
