namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>An applier's role loses its rights on the table, and gets them again.</summary>
internal sealed class RightTakenAndGiven : IOrdinaryThing
{
    private readonly HashSet<PostgresDayDatabase> _taken = [];

    public bool CanHappen(Day day) => Databases(day).Length > 0;

    public async Task HappenAsync(Day day, Random random)
    {
        var databases = Databases(day);
        var database = databases[random.Next(databases.Length)];
        await database.RevokeAsync();
        _taken.Add(database);
        await Task.Delay(random.Next(1500));
        if (random.Next(2) == 0)
        {
            await database.GrantAsync();
        }
    }

    public async Task PutRightAsync(Day day)
    {
        foreach (var database in _taken)
        {
            await database.GrantAsync();
        }
    }

    private static PostgresDayDatabase[] Databases(Day day) =>
        [.. day.Nodes.Select(node => node.Database).OfType<PostgresDayDatabase>()];
}
