using CdcReplicator.Lifecycle;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Xunit;
using Xunit.Abstractions;

namespace CdcReplicator.EndToEndTests;

/// <summary>What is written past the log is found, named and repaired, whatever it is.</summary>
public sealed class DriftTests(ITestOutputHelper output)
{
    private const int Passes = 10;
    private const int EachOfAKind = 20;

    [Fact]
    public Task Verify_DriftOnSqlite_IsFoundNamedAndRepaired() => FindAndRepairAsync(NodeKinds.Sqlite);

    [PostgresFact]
    public Task Verify_DriftOnPostgres_IsFoundNamedAndRepaired() => FindAndRepairAsync(NodeKinds.Postgres);

    /// <summary>Every kind of drift 200 times: 20 at once, each named by itself.</summary>
    private async Task FindAndRepairAsync(string kind)
    {
        var seed = DriftSeed.Take(output);
        var random = new Random(seed);
        await using var cluster = await DriftCluster.StartAsync([kind, kind], DriftTables.Ddl);
        Assert.Equal([], (await cluster.VerifyAsync()).Differences);
        for (var pass = 0; pass < Passes; pass++)
        {
            var drift = new RowDrift(random, EachOfAKind);
            await cluster.Of("b").ExecuteAsync(drift.Sql);
            var schema = SchemaDrift.Draw(random, kind);
            await cluster.Of("b").ExecuteAsync(schema.Sql);

            var found = await cluster.VerifyAsync();

            Assert.Equal(VerifyOutcome.Different, found.Result);
            Assert.Empty(found.Problems);
            Assert.Equal(drift.Keys.Order(StringComparer.Ordinal), Named(found).Order(StringComparer.Ordinal));
            Assert.Equal(schema.Parts, found.Schema.Select(part => $"{part.Table} {part.What}").ToHashSet());

            var repaired = await cluster.RepairAsync("b");

            Assert.True(repaired.Clean, repaired.Text);
            Assert.Equal(1, repaired.Passes);
            Assert.Equal(drift.Keys.Count, repaired.Written + repaired.Deleted);
            await cluster.Of("b").ExecuteAsync(schema.Undo);
            await cluster.UntilActiveAsync();
        }

        var end = await cluster.VerifyAsync();
        Assert.Equal(VerifyOutcome.Identical, end.Result);
        Assert.Empty(await cluster.BesideTheLogAsync("rows/"));
        foreach (var sql in DriftTables.Queries)
        {
            Assert.Equal(await cluster.Of("a").QueryAsync(sql), await cluster.Of("b").QueryAsync(sql));
        }
    }

    private static IEnumerable<string> Named(VerifyReport report)
    {
        Assert.All(report.Details, table => Assert.Equal(table.DifferingKeys, table.Keys.Count));
        return report.Details.SelectMany(table => table.Keys.Select(key => $"{table.Table} {key.Key}"));
    }
}
