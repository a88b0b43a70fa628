using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>Fills a node from another of any kind; <see cref="ISeedRoute"/> holds what differs between kinds.</summary>
internal sealed class NodeSeeder(
    string donorId,
    NodeOptions target,
    LogId log,
    ISeedRoute route,
    SeedSettings settings,
    TimeProvider time
) : INodeSeeder
{
    /// <inheritdoc/>
    public Task<SeedFound> LookAsync(CancellationToken cancellationToken) =>
        GuardAsync(() => FindAsync(cancellationToken), "looking at it");

    /// <inheritdoc/>
    public Task<SeedPlan> PlanAsync(SeedMode mode, CancellationToken cancellationToken) =>
        GuardAsync(
            async () =>
            {
                var session = await route.OpenTargetAsync(cancellationToken).ConfigureAwait(false);
                await using (session.ConfigureAwait(false))
                {
                    var snapshot = await OpenSnapshotAsync(cancellationToken).ConfigureAwait(false);
                    await using (snapshot.ConfigureAwait(false))
                    {
                        var schema = await snapshot.ReadSchemaAsync(cancellationToken).ConfigureAwait(false);
                        var standing = await route
                            .FindStandingAsync(session, schema, cancellationToken)
                            .ConfigureAwait(false);
                        return PlanOf(snapshot.Position, schema, standing);
                    }
                }
            },
            "planning its seed"
        );

    /// <inheritdoc/>
    public Task<NodePosition> SeedAsync(
        SeedMode mode,
        IProgress<SeedProgress> progress,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(progress);
        return GuardAsync(
            async () =>
            {
                var session = await route.OpenTargetAsync(cancellationToken).ConfigureAwait(false);
                await using (session.ConfigureAwait(false))
                {
                    return await SeedAsync(session, mode, new SeedMeter(progress, time), cancellationToken)
                        .ConfigureAwait(false);
                }
            },
            "seeding it"
        );
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => route.DisposeAsync();

    private async Task<NodePosition> SeedAsync(
        SeedTargetSession session,
        SeedMode mode,
        SeedMeter meter,
        CancellationToken stop
    )
    {
        meter.Begin(SeedPhase.Schema);
        var ledger = new SeedLedger(session.Database.Dialect);
        var found = await FindAsync(stop).ConfigureAwait(false);
        SeedRefusals.Require(target.Id, mode, found);
        var record = found is SeedFound.Unfinished ? await ReadRecordAsync(session, stop).ConfigureAwait(false) : null;
        if (record is not null && record.Log != log.ToString())
        {
            throw SeedRefusals.OfAnotherLog(target.Id, record.Log, log);
        }

        if (record?.Position is null)
        {
            await CopyAsync(session, ledger, record, meter, stop).ConfigureAwait(false);
        }

        meter.Begin(SeedPhase.Indexes);
        await new SeedBuilding(route, ledger, settings).RunAsync(session, stop).ConfigureAwait(false);
        meter.Begin(SeedPhase.Finish);
        var copied = (await ReadRecordAsync(session, stop).ConfigureAwait(false))!;
        await session
            .RunDurablyAsync(() => ledger.FinishAsync(session.Session, copied, donorId, stop), stop)
            .ConfigureAwait(false);
        return copied.Position!;
    }

    private async Task CopyAsync(
        SeedTargetSession session,
        SeedLedger ledger,
        SeedRecord? record,
        SeedMeter meter,
        CancellationToken stop
    )
    {
        var snapshot = await OpenSnapshotAsync(stop).ConfigureAwait(false);
        await using (snapshot.ConfigureAwait(false))
        {
            var schema = await snapshot.ReadSchemaAsync(stop).ConfigureAwait(false);
            var goesOn = record is not null && route.Compares && record.Fingerprint == schema.Fingerprint;
            if (!goesOn)
            {
                await MakeAsync(session, ledger, schema, record, stop).ConfigureAwait(false);
            }

            var chunks = await ledger.ReadChunksAsync(session.Session, stop).ConfigureAwait(false);
            await new SeedCopying(route, snapshot, ledger, settings, meter, time)
                .RunAsync(schema.Tables, chunks, stop)
                .ConfigureAwait(false);
            if (await snapshot.FindAlteredAsync(stop).ConfigureAwait(false) is { Count: > 0 } altered)
            {
                throw SeedRefusals.Altered(altered);
            }

            await session
                .RunAsync(
                    async () =>
                    {
                        await ledger.CompleteAsync(session.Session, snapshot, schema.Steps, stop).ConfigureAwait(false);
                        return true;
                    },
                    stop
                )
                .ConfigureAwait(false);
        }
    }

    /// <summary>Makes the tables. The node has no position from before that on.</summary>
    private async Task MakeAsync(
        SeedTargetSession session,
        SeedLedger ledger,
        SeedSchema schema,
        SeedRecord? before,
        CancellationToken stop
    )
    {
        var standing = await route.FindStandingAsync(session, schema, stop).ConfigureAwait(false);
        SeedRefusals.RequireNone([.. schema.Obstacles, .. standing.Obstacles]);
        await SetUpStateAsync(session, stop).ConfigureAwait(false);
        var record = new SeedRecord(
            route.Donor,
            log.ToString(),
            time.GetUtcNow(),
            Fingerprint: "",
            before?.Tables ?? "",
            Position: null
        );
        await session
            .RunDurablyAsync(() => ledger.BeginAsync(session.Session, record, stop), stop)
            .ConfigureAwait(false);
        await session
            .RunAsync(
                async () =>
                {
                    // What an earlier try has made and the donor has no more.
                    foreach (var table in record.Tables.Split('\n', StringSplitOptions.RemoveEmptyEntries))
                    {
                        if (standing.Drops.All(drop => drop.Object.Name != table))
                        {
                            await session.Session.RunAsync($"DROP TABLE IF EXISTS {table}", stop).ConfigureAwait(false);
                        }
                    }

                    foreach (var drop in standing.Drops.Where(drop => drop.Sql.Length > 0))
                    {
                        await session.Session.RunAsync(drop.Sql, stop).ConfigureAwait(false);
                    }

                    foreach (var make in schema.Makes.Where(make => !standing.Same.Contains(make.Object)))
                    {
                        await session.Session.RunAsync(make.Sql, stop).ConfigureAwait(false);
                    }

                    var tables = string.Join('\n', schema.Tables.Select(table => table.Destination));
                    await ledger.MadeAsync(session.Session, schema.Fingerprint, tables, stop).ConfigureAwait(false);
                    return true;
                },
                stop
            )
            .ConfigureAwait(false);
    }

    private async Task<ISeedSnapshot> OpenSnapshotAsync(CancellationToken stop)
    {
        var snapshot = await route.OpenSnapshotAsync(stop).ConfigureAwait(false);
        if (snapshot.Log == log.ToString())
        {
            return snapshot;
        }

        await snapshot.DisposeAsync().ConfigureAwait(false);
        throw SeedRefusals.OfAnotherLog(route.Donor, snapshot.Log, log);
    }

    /// <summary>On a session of its own: what it reads of the catalog must not bind others.</summary>
    private async Task<SeedFound> FindAsync(CancellationToken stop)
    {
        var session = await route.OpenTargetAsync(stop).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            return await new SeedLook(session, new IgnoreList(target.Ignore), log)
                .FindAsync(stop)
                .ConfigureAwait(false);
        }
    }

    private static Task<SeedRecord?> ReadRecordAsync(SeedTargetSession session, CancellationToken stop) =>
        SeedLedger.ReadAsync(session.Session, session.Database.Dialect, stop);

    private static async Task SetUpStateAsync(SeedTargetSession session, CancellationToken stop)
    {
        var held = await session.Database.BeginSetUpAsync(session.Session, stop).ConfigureAwait(false);
        await using (held.ConfigureAwait(false))
        {
            await new StateStore(session.Database.Dialect).CreateAsync(session.Session, stop).ConfigureAwait(false);
            await session.Database.CommitAsync(session.Session, stop).ConfigureAwait(false);
        }
    }

    private static SeedPlan PlanOf(NodePosition position, SeedSchema schema, SeedStanding standing) =>
        new()
        {
            DonorPosition = position,
            Tables = [.. schema.Tables.Select(table => new SeedTable(table.Name, table.Rows, table.Bytes))],
            Creates =
            [
                .. schema.Makes.Select(make => make.Object).Where(made => !standing.Same.Contains(made)),
                .. schema.Steps.Select(step => step.Object).Where(made => made.Kind.Length > 0),
            ],
            Drops = [.. standing.Drops.Select(drop => drop.Object)],
            LeftOut = schema.LeftOut,
            Obstacles = [.. schema.Obstacles, .. standing.Obstacles],
        };

    private async Task<T> GuardAsync<T>(Func<Task<T>> work, string doing)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception e) when (route.Explain(e, $"Node '{target.Id}' failed {doing}") is not null)
        {
            throw route.Explain(e, $"Node '{target.Id}' failed {doing}")!;
        }
    }
}
