namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>An applier is stopped and started again.</summary>
internal sealed class ApplierRestarts : IOrdinaryThing
{
    public async Task HappenAsync(Day day, Random random)
    {
        var node = day.Any(random);
        await node.StopAsync();
        await Task.Delay(random.Next(1000));
        await node.StartAsync();
    }
}
