using System.Text.Json;
using CdcReplicator.Model;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace CdcReplicator.ContractTests;

/// <summary>A donor, a node that is filled from it, and the transactions the donor has taken.</summary>
internal sealed class SeedPair : IAsyncDisposable
{
    private readonly List<ChangeTransaction> _applied = [];
    private bool _isDonorOfAnother;

    private SeedPair(TestNode donor, TestNode target) => (Donor, Target) = (donor, target);

    public TestNode Donor { get; }

    public TestNode Target { get; }

    /// <summary>Small chunks by several workers that never rest.</summary>
    public SeedSettings Settings { get; set; } =
        new()
        {
            ChunkBytes = 64 << 10,
            MaxLoad = 1,
            Workers = 2,
        };

    public static async Task<SeedPair> CreateAsync(string from, string to, string ddl)
    {
        var donor = await TestNode.CreateAsync(from, ddl);
        var target = await TestNode.CreateAsync(to);
        target.Cluster = donor.Cluster;
        await donor.OpenAsync();
        return new SeedPair(donor, target);
    }

    /// <summary>A pair whose donor is a node of another pair, which keeps it.</summary>
    public static async Task<SeedPair> CreateAsync(TestNode donor, string to)
    {
        var target = await TestNode.CreateAsync(to);
        target.Cluster = donor.Cluster;
        return new SeedPair(donor, target) { _isDonorOfAnother = true };
    }

    /// <summary>The donor takes a transaction.</summary>
    public async Task ApplyAsync(params RowChange[] rows)
    {
        var change = Donor.Change(WriteSemantics.Trusted, rows);
        await Donor.ApplyBatchAsync(change);
        lock (_applied)
        {
            _applied.Add(change);
        }
    }

    public INodeSeeder Seeder(ClusterSettings? cluster = null) =>
        NodeSeederFactory.Create(
            Donor.Options,
            Target.Options,
            (cluster ?? Donor.Cluster).Log,
            Settings,
            NullLoggerFactory.Instance,
            TimeProvider.System
        );

    public async Task<NodePosition> SeedAsync(
        SeedMode mode = SeedMode.FillEmpty,
        IProgress<SeedProgress>? progress = null,
        CancellationToken stop = default
    )
    {
        await using var seeder = Seeder();
        return await seeder.SeedAsync(mode, progress ?? new SeedReports(), stop);
    }

    /// <summary>Goes on with a seed from file to file, by another route.</summary>
    public async Task SeedAsync(Func<ISeedRoute, ISeedRoute> by)
    {
        var route = by(new SqliteSeedRoute(Donor.Options, Target.Options, Settings, TimeProvider.System));
        await using var seeder = new NodeSeeder(
            Donor.Options.Id,
            Target.Options,
            Donor.Cluster.Log,
            route,
            Settings,
            TimeProvider.System
        );
        await seeder.SeedAsync(SeedMode.FillEmpty, new SeedReports(), CancellationToken.None);
    }

    public async Task<SeedFound> LookAsync()
    {
        await using var seeder = Seeder();
        return await seeder.LookAsync(CancellationToken.None);
    }

    public async Task<SeedPlan> PlanAsync(SeedMode mode = SeedMode.FillEmpty)
    {
        await using var seeder = Seeder();
        return await seeder.PlanAsync(mode, CancellationToken.None);
    }

    /// <summary>
    /// The target takes what the donor took after the seeded position; then both have the same rows, and the target
    /// knows what the donor knows.
    /// </summary>
    public async Task AssertEqualAfterReplayAsync()
    {
        var opening = await Target.OpenAsync();
        foreach (var change in _applied.Where(change => change.Sequence > opening.Position.LastAppliedSequence))
        {
            await Target.ApplyBatchAsync(change);
        }

        var (donor, target) = (await Donor.OpenAsync(), await Target.OpenAsync());
        // Transactions of these tests bring no append time, so what a node says of it is its own.
        Assert.Equal(donor.Position with { AppendTime = null }, target.Position with { AppendTime = null });
        Assert.Equal(JsonSerializer.Serialize(donor.Publishers), JsonSerializer.Serialize(target.Publishers));
        Assert.Equal(await DigestsAsync(Donor, donor), await DigestsAsync(Target, target));
    }

    private static async Task<string[]> DigestsAsync(TestNode node, NodeOpening opening)
    {
        var digests = new List<string>();
        await using var snapshot = await node.Node.OpenSnapshotAsync(CancellationToken.None);
        foreach (var table in opening.Tables)
        {
            digests.Add($"{table.Name}");
            foreach (var row in await snapshot.ReadDigestsAsync(table))
            {
                digests.Add($"{table.Name} {row.Key} {row.Digest:x}");
            }
        }

        return [.. digests.Order(StringComparer.Ordinal)];
    }

    public async ValueTask DisposeAsync()
    {
        if (!_isDonorOfAnother)
        {
            await Donor.DisposeAsync();
        }

        await Target.DisposeAsync();
    }
}
