namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>Nothing but time: until every node has rows.</summary>
internal sealed class RowsArrive : IOrdinaryThing
{
    public async Task HappenAsync(Day day, Random random)
    {
        foreach (var node in day.Nodes)
        {
            await node.UntilRowsAsync(rows => rows.Count > 0);
        }
    }
}
