namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>The log, a node or both cannot be reached for a while; of the log, answers are lost first.</summary>
internal sealed class CutTogether : IOrdinaryThing
{
    public async Task HappenAsync(Day day, Random random)
    {
        var node = day.Any(random).Link;
        var which = random.Next(4);
        day.LogLink.LosesAnswers = which != 0;
        await Task.Delay(random.Next(50, 150));
        day.LogLink.IsCut = which != 0;
        day.LogLink.LosesAnswers = false;
        await Task.Delay(random.Next(200));
        node.IsCut = which != 1;
        await Task.Delay(random.Next(1500));
        day.LogLink.IsCut = false;
        await Task.Delay(random.Next(200));
        node.IsCut = false;
    }
}
