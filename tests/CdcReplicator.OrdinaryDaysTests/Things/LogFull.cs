namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>The embedded log's disk is full for a while.</summary>
internal sealed class LogFull : IOrdinaryThing
{
    public bool CanHappen(Day day) => day.Log is EmbeddedDayLog { Disk: not null };

    public async Task HappenAsync(Day day, Random random)
    {
        var disk = ((EmbeddedDayLog)day.Log).Disk!;
        disk.Fill();
        await Task.Delay(random.Next(1500));
        disk.MakeRoom();
    }
}
