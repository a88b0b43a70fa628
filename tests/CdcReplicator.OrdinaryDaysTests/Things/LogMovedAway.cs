namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>The embedded log's file is moved away, and back.</summary>
internal sealed class LogMovedAway : IOrdinaryThing
{
    public bool CanHappen(Day day) => day.Log is EmbeddedDayLog;

    public async Task HappenAsync(Day day, Random random)
    {
        var log = (EmbeddedDayLog)day.Log;
        var elsewhere = log.At("elsewhere.db");
        SqliteFiles.Move(log.File, elsewhere);
        await Task.Delay(random.Next(1500));
        SqliteFiles.Move(elsewhere, log.File);
    }
}
