namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>The wall clock of one process is set ahead or back, by minutes to years.</summary>
internal sealed class ClockJumps : IOrdinaryThing
{
    private static readonly double[] Hours = [0.1, 3, 30, 300, 9000];

    public async Task HappenAsync(Day day, Random random)
    {
        var clocks = day.Clocks;
        var hours = Hours[random.Next(Hours.Length)] * (random.Next(2) == 0 ? 1 : -1);
        clocks[random.Next(clocks.Count)].Jump(TimeSpan.FromHours(hours));
        await Task.Delay(random.Next(500));
    }
}
