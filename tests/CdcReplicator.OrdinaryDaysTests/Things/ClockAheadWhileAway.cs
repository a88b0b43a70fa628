namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>While an applier is stopped and writes go on, the clocks of all writers are set ahead by a year.</summary>
internal sealed class ClockAheadWhileAway : IOrdinaryThing
{
    private static readonly TimeSpan Jump = TimeSpan.FromDays(365);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(700);

    public async Task HappenAsync(Day day, Random random)
    {
        var away = day.Any(random);
        await away.HasRowsAsync(rows => rows.Count > 0, Patience);
        await away.StopAsync();
        await Task.Delay(Pause);
        foreach (var clock in day.Clocks.Except(day.Nodes.Select(node => node.Clock)))
        {
            clock.Jump(Jump);
        }

        await Task.Delay(Pause);
        await away.StartAsync();
    }
}
