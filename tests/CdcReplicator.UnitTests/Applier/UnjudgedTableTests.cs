using CdcReplicator.Applier;
using CdcReplicator.Cluster;
using CdcReplicator.Model;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.UnitTests.Applier;

/// <summary>A SQLite node beside PostgreSQL nodes that refuse rows it would take.</summary>
public sealed class UnjudgedTableTests : IAsyncDisposable
{
    private static readonly TableName Table = new("public", "t");
    private static readonly ApplierSettings Fast = new() { LookInterval = 100 };

    private readonly InMemoryChangeLog _log = new();

    [Fact]
    public async Task Run_CheckedChangeThatAnotherKindJudges_HaltsUntilTheConstraintIsGone()
    {
        await PublishAsync(new KindConstraint(KindConstraintForm.Exclusion, "no_overlap"));
        await AppendAsync(1);
        var node = NodeWithTable();

        await using var run = new WorkerRun(_log, node, Fast);
        var halted = await run.UntilAsync(status => status.State == NodeState.Halted);
        await PublishAsync();
        await run.UntilAsync(status => status is { State: NodeState.Active, LastAppliedSequence: 0 });

        Assert.Contains("public.t", halted.Reason, StringComparison.Ordinal);
        Assert.Contains("'no_overlap'", halted.Reason, StringComparison.Ordinal);
        Assert.Contains("(pg)", halted.Reason, StringComparison.Ordinal);
        Assert.Contains("DecidesAlike", halted.Reason, StringComparison.Ordinal);
        Assert.Equal(["0=r1"], node.Applied);
    }

    [Fact]
    public async Task Run_NodeOfAnotherKindComesLater_HaltsToo()
    {
        await AppendAsync(1);
        var node = NodeWithTable();
        await using var run = new WorkerRun(_log, node, Fast);
        await run.UntilAsync(status => status is { State: NodeState.Active, LastAppliedSequence: 0 });

        await PublishAsync(new KindConstraint(KindConstraintForm.NoPartition, "t"));
        var looks = node.Looks;
        await run.UntilAsync(_ => node.Looks > looks + 2);
        await AppendAsync(2);

        Assert.Contains(
            "no partition",
            (await run.UntilAsync(status => status.State == NodeState.Halted)).Reason,
            StringComparison.Ordinal
        );
        Assert.Equal(["0=r1"], node.Applied);
    }

    [Fact]
    public async Task Run_OperatorSaysItDecidesAlike_GoesOn()
    {
        await PublishAsync(new KindConstraint(KindConstraintForm.NullsNotDistinct, "u"));
        await AppendAsync(1);
        var node = NodeWithTable("public.t");

        await using var run = new WorkerRun(_log, node, Fast);
        await run.UntilAsync(status => status is { State: NodeState.Active, LastAppliedSequence: 0 });

        Assert.Equal(["0=r1"], node.Applied);
    }

    [Fact]
    public async Task Run_TablesOfAnotherNodeCannotBeRead_WhatWasKnownOfThemCounts()
    {
        await PublishAsync(new KindConstraint(KindConstraintForm.Exclusion, "no_overlap"));
        var node = NodeWithTable();
        await using var run = new WorkerRun(_log, node, Fast);
        await run.UntilAsync(status => status.State == NodeState.Active);

        await _log.Metadata.PutAsync("tables/index/pg", [1], CancellationToken.None);
        var looks = node.Looks;
        await run.UntilAsync(_ => node.Looks > looks + 2);
        await AppendAsync(1);
        await run.UntilAsync(status => status.State == NodeState.Halted);

        Assert.Empty(node.Applied);
    }

    [Fact]
    public async Task Run_TablesOfAnotherNodeCannotBeRead_KeepsNobodyFromApplying()
    {
        await _log.Metadata.PutAsync("tables/index/pg", [1], CancellationToken.None);
        await AppendAsync(1);
        var node = NodeWithTable();

        await using var run = new WorkerRun(_log, node, Fast);
        await run.UntilAsync(status => status is { State: NodeState.Active, LastAppliedSequence: 0 });

        Assert.Equal(["0=r1"], node.Applied);
    }

    [Fact]
    public async Task Run_WhatWasFoundOfItCannotBeRead_IsDiverged()
    {
        await AppendAsync(1);
        await using var run = new WorkerRun(_log, NodeWithTable(), Fast);
        await run.UntilAsync(status => status is { State: NodeState.Active, LastAppliedSequence: 0 });

        await _log.Metadata.PutAsync("divergence/fake", [1], CancellationToken.None);
        var status = await run.UntilAsync(status => status.State == NodeState.Diverged);

        Assert.Contains("divergence/fake", status.Reason, StringComparison.Ordinal);
        Assert.Equal(Divergence.UnknownSequence, status.DiffersFrom);
    }

    public ValueTask DisposeAsync() => _log.DisposeAsync();

    private static FakeNode NodeWithTable(params string[] decidesAlike) =>
        new() { Tables = [Definition()], DecidesAlike = decidesAlike };

    private static TableDefinition Definition(params KindConstraint[] constraints) =>
        new(Table, [], [], [], [], []) { KindConstraints = constraints };

    private Task PublishAsync(params KindConstraint[] constraints) =>
        new TableStore(_log.Metadata).PublishAsync(
            new NodeTables("pg", "postgres", [Definition(constraints)]),
            CancellationToken.None
        );

    private async Task AppendAsync(long number) =>
        await _log.AppendAsync([TextDecoder.Row("p", number, 1, 1, $"r{number}")], CancellationToken.None);
}
