using CdcReplicator.Model;

namespace CdcReplicator.BatchingTests;

/// <summary>Writes checked transactions: some right, some wrong, most about the same few rows.</summary>
internal sealed class CheckedHistory(
    Random random,
    IReadOnlyList<HistoryTable> tables,
    SourceRows rows,
    TransactionLog log,
    bool hasBulk
)
{
    private const int Wildness = 25;
    private const int MostScenes = 8;

    public void Write(int count)
    {
        var drafts = new ChangeDrafts(random, tables, rows, Wildness);
        var scenes = new CheckedScenes(random, drafts);
        var bulk = new BulkChanges(random, new ChangeDrafts(random, tables, rows, wildness: 0), rows);
        for (var written = 0; written < count; )
        {
            if (random.Next(20) == 0)
            {
                log.AddControl(WriteSemantics.Checked);
                written++;
            }

            foreach (var changes in hasBulk && random.Next(5) == 0 ? bulk.Next() : Next(scenes))
            {
                _ = rows.TryApply(changes);
                log.Add(WriteSemantics.Checked, changes);
                written++;
            }
        }
    }

    /// <summary>A scene; now and then several that are one transaction.</summary>
    private IEnumerable<RowChange[]> Next(CheckedScenes scenes) =>
        random.Next(10) == 0
            ?
            [
                [.. Enumerable.Range(0, random.Next(2, MostScenes)).SelectMany(_ => scenes.Next()).SelectMany(c => c)],
            ]
            : scenes.Next();
}
