namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>Under a running applier, its SQLite file is moved away and an older copy put in its place.</summary>
internal sealed class FileSwapped : IOrdinaryThing
{
    private readonly HashSet<DayNode> _swapped = [];

    public bool CanHappen(Day day) => day.Nodes.Any(IsFile);

    public async Task HappenAsync(Day day, Random random)
    {
        var files = day.Nodes.Where(IsFile).ToArray();
        var node = files[random.Next(files.Length)];
        var database = (SqliteDayDatabase)node.Database;
        var copy = day.At($"{Guid.NewGuid():N}.db");
        await database.ExecuteAsync($"VACUUM INTO '{copy}'");
        await Task.Delay(random.Next(1000));
        SqliteFiles.Move(database.File, day.At($"{Guid.NewGuid():N}.db"));
        SqliteFiles.Move(copy, database.File);
        _swapped.Add(node);
    }

    /// <summary>The copy is what there is from now on: the applier is started on it.</summary>
    public async Task PutRightAsync(Day day)
    {
        foreach (var node in _swapped)
        {
            await node.StopAsync();
            await node.StartAsync();
        }
    }

    private static bool IsFile(DayNode node) => node.Database is SqliteDayDatabase;
}
