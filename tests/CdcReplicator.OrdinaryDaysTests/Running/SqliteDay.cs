namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>Days with three SQLite nodes.</summary>
internal static class SqliteDay
{
    private const int Nodes = 3;

    public static async Task<Day> StartAsync(PlantedBug bug)
    {
        var day = new Day(bug);
        for (var node = 0; node < Nodes; node++)
        {
            await day.AddAsync(new SqliteDayDatabase($"node-{node}", day.At($"node-{node}.db")));
        }

        return day;
    }
}
