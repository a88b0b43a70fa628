namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>A column is added on one node and later on the others, while writers use it as soon as they may.</summary>
internal sealed class RollingAlter : IOrdinaryThing
{
    public async Task HappenAsync(Day day, Random random)
    {
        var column = day.NextColumn();
        foreach (var node in random.GetItems(day.Nodes.ToArray(), 1).Concat(day.Nodes).Distinct().ToArray())
        {
            await node.Database.ExecuteAsync(DayTable.AddColumn(column));
            day.Columns = column;
            await Task.Delay(random.Next(500));
        }
    }
}
