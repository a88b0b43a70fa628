using CdcReplicator.Model;

namespace CdcReplicator.BatchingTests;

/// <summary>Writes checked transactions: some right, some wrong, most about the same few rows.</summary>
internal sealed class CheckedHistory(Random random, HistorySchema schema, SourceRows rows, TransactionLog log)
{
    private const int Wildness = 25;

    public void Write(int count)
    {
        var scenes = new CheckedScenes(random, new ChangeDrafts(random, schema, rows, Wildness));
        for (var written = 0; written < count; )
        {
            if (random.Next(20) == 0)
            {
                log.AddControl(WriteSemantics.Checked);
                written++;
            }

            foreach (var changes in scenes.Next())
            {
                _ = rows.TryApply(changes);
                log.Add(WriteSemantics.Checked, changes);
                written++;
            }
        }
    }
}
