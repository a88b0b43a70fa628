using CdcReplicator.Lifecycle;
using CdcReplicator.Nodes;
using Xunit;

namespace CdcReplicator.EndToEndTests;

/// <summary>
/// Positive controls of <see cref="DriftTests"/>: with each of these faults in the nodes a check fails that else holds,
/// so the checks would find it in ours.
/// </summary>
public sealed class DriftPlantedBugTests
{
    private static readonly Dictionary<string, (Func<INode, INode> Plant, string Drift)> Bugs = new()
    {
        ["plain XOR"] = (node => new DriftBugs.PlainXor(node), "INSERT INTO facts VALUES ('fact', 1), ('fact', 1)"),
        ["last chunk skipped"] = (
            node => new DriftBugs.LastChunkSkipped(node),
            $"UPDATE codes SET what = 'changed' WHERE code = '{DriftTables.CodeOfTheLastPart}'"
        ),
        ["open tail skipped"] = (
            node => new DriftBugs.OpenTailSkipped(node),
            "INSERT INTO items VALUES (100000000, 'extra', '', 100000000)"
        ),
        ["idle taken for caught up"] = (
            node => new DriftBugs.IdleTakenForCaughtUp(node),
            "UPDATE items SET name = 'changed' WHERE id = 1"
        ),
    };

    public static TheoryData<string> Names => [.. Bugs.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Verify_BugPlanted_IsCaught(string bug)
    {
        var (plant, drift) = Bugs[bug];

        Assert.Equal(VerifyOutcome.Different, await ResultAfterAsync(drift, plant: null));
        Assert.Equal(VerifyOutcome.Identical, await ResultAfterAsync(drift, plant));
    }

    /// <summary>Both nodes cannot read one table, and one of them has lost rows of it.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Verify_TableThatCannotBeRead_IsEqualOnlyIfErrorsAreTakenForEmpty(bool isPlanted)
    {
        await using var cluster = await DriftCluster.StartAsync(
            [NodeKinds.Sqlite, NodeKinds.Sqlite],
            DriftTables.FewRows,
            node => isPlanted ? new DriftBugs.ErrorTakenForEmpty(new FailingReads(node)) : new FailingReads(node)
        );
        await cluster.Of("b").ExecuteAsync("DELETE FROM facts");

        var report = await cluster.VerifyAsync(trusted: null);

        Assert.Equal(isPlanted ? VerifyOutcome.Identical : VerifyOutcome.NotCompared, report.Result);
        Assert.Equal(isPlanted, report.EqualNodes.Count > 0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Repair_ThenACrash_IsStillRepairedUnlessItWasSeenUnflushed(bool isPlanted)
    {
        await using var cluster = await DriftCluster.StartAsync(
            [NodeKinds.Sqlite, NodeKinds.Sqlite],
            DriftTables.FewRows,
            isPlanted ? node => new DriftBugs.UnflushedPosition(node) : null
        );
        await cluster.Of("b").ExecuteAsync("UPDATE items SET name = 'changed' WHERE id = 1");
        Assert.True((await cluster.RepairAsync("b")).Clean);

        await cluster.StopAsync("b");
        cluster.Run("b");
        await cluster.UntilActiveAsync();

        Assert.Equal(
            isPlanted ? VerifyOutcome.Different : VerifyOutcome.Identical,
            (await cluster.VerifyAsync()).Result
        );
    }

    private static async Task<VerifyOutcome> ResultAfterAsync(string drift, Func<INode, INode>? plant)
    {
        await using var cluster = await DriftCluster.StartAsync(
            [NodeKinds.Sqlite, NodeKinds.Sqlite],
            DriftTables.FewRows,
            plant
        );
        Assert.Equal(VerifyOutcome.Identical, (await cluster.VerifyAsync()).Result);
        await cluster.Of("b").ExecuteAsync(drift);
        return (await cluster.VerifyAsync()).Result;
    }
}
