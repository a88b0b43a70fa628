namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>The embedded log's file is moved away, and back.</summary>
internal sealed class LogMovedAway : IOrdinaryThing
{
    public bool CanHappen(Day day) => day.LogFile is not null;

    public async Task HappenAsync(Day day, Random random)
    {
        var elsewhere = day.At("elsewhere.db");
        SqliteFiles.Move(day.LogFile!, elsewhere);
        await Task.Delay(random.Next(1500));
        SqliteFiles.Move(elsewhere, day.LogFile!);
    }
}
