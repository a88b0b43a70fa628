namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>Short-lived processes publish under the name that others use.</summary>
internal sealed class NameComesAndGoes : IOrdinaryThing
{
    public async Task HappenAsync(Day day, Random random)
    {
        for (var process = random.Next(1, 5); process > 0; process--)
        {
            await using var cluster = await day.ConnectAsync(Day.SharedName, new JumpingClock());
            await day.NewWriter(cluster, random).RunAsync(random.Next(1, 30), CancellationToken.None);
        }
    }
}
