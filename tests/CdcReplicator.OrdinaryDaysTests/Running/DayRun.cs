namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>One day from morning to evening.</summary>
internal sealed class DayRun(int seed, Day day, TimeSpan patience)
{
    private static readonly TimeSpan Morning = TimeSpan.FromMilliseconds(500);
    private readonly Random _random = new(seed);

    /// <summary>Whether somebody compares the nodes in the evening.</summary>
    public bool Compares { get; init; } = true;

    /// <summary>Whether writers change rows that they wrote before.</summary>
    public bool Updates { get; init; } = true;

    /// <summary>
    /// What happens after everything was put right, and cannot be put right itself; null if nothing does.
    /// </summary>
    public IOrdinaryThing? Evening { get; init; }

    /// <summary>Lets things happen one after the other while writers and readers go on; then what is wrong.</summary>
    public async Task<IReadOnlyList<Violation>> RunAsync(IReadOnlyList<IOrdinaryThing> things)
    {
        await using var named = await day.ConnectAsync(Day.SharedName, new JumpingClock());
        await using var alsoNamed = await day.ConnectAsync(Day.SharedName, new JumpingClock());
        await using var unnamed = await day.ConnectAsync(null, new JumpingClock());
        await using var watch = await DayWatch.StartAsync(day);
        using var stop = new CancellationTokenSource();
        var working = Task.WhenAll(
            Write(named, stop.Token),
            Write(alsoNamed, stop.Token),
            Write(unnamed, stop.Token),
            new DayReader(day, named).RunAsync(stop.Token),
            new DayReader(day, unnamed).RunAsync(stop.Token)
        );
        await Task.Delay(Morning);
        foreach (var thing in things)
        {
            await thing.HappenAsync(day, _random);
            await Task.Delay(_random.Next(300));
        }

        foreach (var thing in things)
        {
            await thing.PutRightAsync(day);
        }

        await Task.Delay(Morning);
        if (Evening is not null)
        {
            await Evening.HappenAsync(day, _random);
        }

        // Once nobody reads any more, there is no share of reads.
        await watch.DisposeAsync();
        await stop.CancelAsync();
        var end = new DayEnd(day, patience, Compares);
        return await IsDoneAsync(working)
            ? [.. await end.SettleAsync(), .. new DayChecker(day.History.ToList()).CheckDay()]
            : [new Violation(DayRule.WritersGoOn, "writers or readers do not return"), .. await end.SettleAsync()];
    }

    private Task Write(CdcCluster cluster, CancellationToken stop) =>
        day.NewWriter(cluster, _random, Updates).RunAsync(int.MaxValue, stop);

    private async Task<bool> IsDoneAsync(Task working)
    {
        try
        {
            await working.WaitAsync(patience);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
