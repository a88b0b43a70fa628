namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>Somebody deletes the rows of one node by hand that a writer changes next.</summary>
internal sealed class RowMissedAtOnce : IOrdinaryThing
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public async Task HappenAsync(Day day, Random random)
    {
        await using var cluster = await day.ConnectAsync(null, new JumpingClock());
        var writer = day.NewWriter(cluster, random);
        await writer.RunAsync(5, CancellationToken.None);
        var node = day.Spoilt(random);
        await node.HasRowsAsync(rows => rows.Keys.Any(writer.Owns), Patience);
        await node.Database.ExecuteAsync($"DELETE FROM {DayTable.Name} WHERE {writer.OwnRows}");
        await writer.RunAsync(20, CancellationToken.None);
    }
}
