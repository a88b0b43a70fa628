namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>Somebody deletes one row of one node by hand, the one with the highest key.</summary>
internal sealed class NewestRowDeleted : IOrdinaryThing
{
    private const int LeastRows = 20;

    public async Task HappenAsync(Day day, Random random)
    {
        var node = day.Spoilt(random);
        await node.UntilRowsAsync(rows => rows.Count >= LeastRows);
        await node.Database.ExecuteAsync(
            $"DELETE FROM {DayTable.Name} WHERE id = (SELECT max(id) FROM {DayTable.Name})"
        );
    }
}
