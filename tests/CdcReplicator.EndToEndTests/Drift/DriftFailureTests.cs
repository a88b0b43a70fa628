using CdcReplicator.Lifecycle;
using CdcReplicator.Model;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary>Comparisons and repairs that are made to fail: they never say equal, and never write in part.</summary>
public sealed class DriftFailureTests
{
    private static readonly string[] Postgres = [NodeKinds.Postgres, NodeKinds.Postgres];
    private static readonly string[] Sqlite = [NodeKinds.Sqlite, NodeKinds.Sqlite];

    [PostgresFact]
    public async Task Verify_RightRevoked_NeverSaysEqual()
    {
        await using var cluster = await DriftCluster.StartAsync(Postgres, DriftTables.FewRows, isPlain: true);
        foreach (var node in (string[])["a", "b"])
        {
            await cluster.Of(node).ExecuteAsync($"REVOKE ALL ON facts FROM {cluster.Of(node).Role}");
        }

        var report = await cluster.VerifyAsync(trusted: null);

        Assert.Equal(VerifyOutcome.NotCompared, report.Result);
        Assert.Empty(report.EqualNodes);
    }

    [PostgresFact]
    public async Task Verify_BackendsKilled_NeverSaysEqual()
    {
        await using var cluster = await DriftCluster.StartAsync(Postgres, DriftTables.FewRows);
        await cluster.Of("b").ExecuteAsync("UPDATE items SET name = 'changed' WHERE id = 1");
        using var stop = new CancellationTokenSource();
        var killing = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await cluster
                    .Of("a")
                    .QueryAsync(
                        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
                            + "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                    );
            }
        });
        for (var i = 0; i < 3; i++)
        {
            var report = await cluster.VerifyAsync(trusted: null, TimeSpan.FromSeconds(1));

            Assert.NotEqual(VerifyOutcome.Identical, report.Result);
            Assert.DoesNotContain("b", report.EqualNodes);
        }

        await stop.CancelAsync();
        await killing;
    }

    [Fact]
    public async Task Verify_NoAnswerInTime_NeverSaysEqual()
    {
        await using var cluster = await DriftCluster.StartAsync(Sqlite, DriftTables.FewRows);

        var report = await cluster.VerifyAsync(trusted: null, TimeSpan.FromTicks(1));

        Assert.Equal(VerifyOutcome.NotCompared, report.Result);
        Assert.Empty(report.EqualNodes);
    }

    [Fact]
    public async Task Repair_DonorGivesNoRows_WritesNothingAndSaysWhy()
    {
        await using var cluster = await DriftCluster.StartAsync(
            Sqlite,
            DriftTables.FewRows,
            node => new SilentDonor(node)
        );
        await cluster.Of("b").ExecuteAsync("UPDATE items SET name = 'changed' WHERE id = 1");

        var report = await cluster.RepairAsync("b", patience: 1);

        Assert.False(report.Clean);
        Assert.Contains("The disk cannot be read.", report.Problem, StringComparison.Ordinal);
        Assert.Equal("changed", await cluster.Of("b").QueryAsync("SELECT name FROM items WHERE id = 1"));
        Assert.Empty(await cluster.BesideTheLogAsync("rows/"));
    }

    [Fact]
    public async Task Repair_NobodyKnownToBeRight_WritesNothingAndAsksForTheRightOne()
    {
        await using var cluster = await DriftCluster.StartAsync(Sqlite, DriftTables.FewRows);
        await cluster.Of("b").ExecuteAsync("UPDATE items SET name = 'changed' WHERE id = 1");

        var report = await cluster.RepairAsync("b", from: null);

        Assert.False(report.Clean);
        Assert.Contains("--from NODE", report.Problem, StringComparison.Ordinal);
        Assert.Equal("changed", await cluster.Of("b").QueryAsync("SELECT name FROM items WHERE id = 1"));
    }

    [Fact]
    public async Task Repair_OfADivergedNode_GivesItItsReadsBack()
    {
        await using var cluster = await DriftCluster.StartAsync(Sqlite, DriftTables.FewRows);
        await cluster.Of("b").ExecuteAsync("DELETE FROM items WHERE id > 50; DELETE FROM facts WHERE n > 50");
        Assert.Contains(
            "gets no reads",
            Assert.Single((await cluster.VerifyAndMarkAsync()).Marks),
            StringComparison.Ordinal
        );

        Assert.True((await cluster.RepairAsync("b")).Clean);

        Assert.Contains(
            "it serves reads again",
            Assert.Single((await cluster.VerifyAndMarkAsync()).Marks),
            StringComparison.Ordinal
        );
    }

    private sealed class SilentDonor(INode inner) : DriftBug(inner)
    {
        protected override IAsyncEnumerable<RowDigest> Spoil(TableDefinition table, IAsyncEnumerable<RowDigest> rows) =>
            rows;

        protected override IAsyncEnumerable<StoredRow> SpoilRows(
            TableDefinition table,
            IAsyncEnumerable<StoredRow> rows
        ) =>
            Id == "a" && table.Name == DriftTables.Items.Name
                ? throw new NodeFaultException("The disk cannot be read.", "Look at it.", isTransient: true, code: null)
                : rows;
    }
}
