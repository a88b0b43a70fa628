namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>Somebody deletes or changes rows of one node by hand.</summary>
internal sealed class RowsByHand : IOrdinaryThing
{
    public async Task HappenAsync(Day day, Random random)
    {
        var node = day.Spoilt(random);
        var which = $"id IN (SELECT id FROM {DayTable.Name} ORDER BY id DESC LIMIT {random.Next(1, 5)})";
        await node.Database.ExecuteAsync(
            random.Next(2) == 0
                ? $"DELETE FROM {DayTable.Name} WHERE {which}"
                : $"UPDATE {DayTable.Name} SET version = version + 1000000 WHERE {which}"
        );
    }
}
