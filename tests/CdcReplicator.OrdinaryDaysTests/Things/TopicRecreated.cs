namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>
/// Somebody deletes the log's topic and creates it again while everybody works. Nobody can put that right.
/// </summary>
internal sealed class TopicRecreated : IOrdinaryThing
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    public bool CanHappen(Day day) => day.Log is KafkaDayLog;

    public async Task HappenAsync(Day day, Random random)
    {
        await ((KafkaDayLog)day.Log).RecreateAsync();
        day.History.Note(new DayEvent.LogReplaced());
        await Task.Delay(Pause);
    }
}
