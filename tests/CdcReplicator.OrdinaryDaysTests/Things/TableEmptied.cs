namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>
/// A table of one node is emptied, or dropped and created again, while its applier runs or is stopped.
/// </summary>
internal sealed class TableEmptied : IOrdinaryThing
{
    public async Task HappenAsync(Day day, Random random)
    {
        var node = day.Spoilt(random);
        if (random.Next(2) == 0)
        {
            await node.StopAsync();
        }

        await (
            random.Next(2) == 0
                ? node.Database.ExecuteAsync($"DELETE FROM {DayTable.Name}")
                : node.Database.RecreateTableAsync()
        );
        await node.StartAsync();
    }
}
