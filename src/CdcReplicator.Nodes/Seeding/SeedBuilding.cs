namespace CdcReplicator.Nodes;

/// <summary>Makes keys, indexes and constraints, several at a time, each in one transaction with its mark.</summary>
internal sealed class SeedBuilding(ISeedRoute route, SeedLedger ledger, SeedSettings settings)
{
    /// <summary>Makes what the ledger says is left.</summary>
    public async Task RunAsync(SeedTargetSession target, CancellationToken stop)
    {
        var steps = await ledger.ReadStepsAsync(target.Session, stop).ConfigureAwait(false);
        var schedule = new SeedSchedule(steps);
        var builders = new List<SeedTargetSession>();
        try
        {
            var most = Math.Min(Math.Min(settings.IndexWorkers, route.MostWorkers), steps.Count);
            for (var i = 0; i < most; i++)
            {
                var builder = await route.OpenTargetAsync(stop).ConfigureAwait(false);
                builders.Add(builder);
                await route.PrepareToBuildAsync(builder, stop).ConfigureAwait(false);
            }

            await SeedTogether
                .RunAsync(builders, (builder, token) => BuildAsync(builder, schedule, token), stop)
                .ConfigureAwait(false);
        }
        finally
        {
            foreach (var builder in builders)
            {
                await builder.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task BuildAsync(SeedTargetSession builder, SeedSchedule schedule, CancellationToken stop)
    {
        while (await schedule.TakeAsync(stop).ConfigureAwait(false) is { } step)
        {
            await builder
                .RunAsync(
                    async () =>
                    {
                        await builder.Session.RunAsync(step.Step.Sql, stop).ConfigureAwait(false);
                        await ledger.SteppedAsync(builder.Session, step.Number, stop).ConfigureAwait(false);
                        return true;
                    },
                    stop
                )
                .ConfigureAwait(false);
            schedule.Done(step);
        }
    }
}
