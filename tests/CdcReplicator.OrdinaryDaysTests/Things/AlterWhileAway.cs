namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>
/// A column is added while an applier is stopped, and its node gets it only long after it is started again.
/// </summary>
internal sealed class AlterWhileAway : IOrdinaryThing
{
    // Until it counts as dead, writers wait for it.
    private static readonly TimeSpan UntilItCountsAsDead = TimeSpan.FromSeconds(4);
    private readonly List<(DayNode Node, int Column)> _left = [];

    public async Task HappenAsync(Day day, Random random)
    {
        var away = day.Any(random);
        var column = day.NextColumn();
        await away.StopAsync();
        foreach (var node in day.Nodes.Where(node => node != away))
        {
            await node.Database.ExecuteAsync(DayTable.AddColumn(column));
        }

        day.Columns = column;
        await Task.Delay(UntilItCountsAsDead);
        await away.StartAsync();
        _left.Add((away, column));
    }

    public async Task PutRightAsync(Day day)
    {
        foreach (var (node, column) in _left)
        {
            await node.Database.ExecuteAsync(DayTable.AddColumn(column));
        }
    }
}
