using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.ContractTests;

/// <summary>A batch of nothing.</summary>
public sealed class EmptyBatchContract
{
    [Theory, SqliteNode, PostgresNode]
    public async Task ApplyBatch_NoTransactions_GivesNoVerdictsAndChangesNothing(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, "CREATE TABLE t (id int); INSERT INTO t VALUES (1)");
        await node.OpenAsync();

        foreach (var semantics in Enum.GetValues<WriteSemantics>())
        {
            await using var transaction = await node.Node.BeginAsync(semantics, CancellationToken.None);
            Assert.Empty(await transaction.ApplyBatchAsync(node.Node.Prepare(semantics, []), CancellationToken.None));
            await transaction.CommitAsync(CancellationToken.None);
        }

        Assert.Equal(["1"], await node.QueryAsync("SELECT id FROM t"));
        Assert.Equal(NodePosition.Origin, (await node.OpenAsync()).Position);
    }
}
