using CdcReplicator.Lifecycle;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Xunit;
using Xunit.Abstractions;

namespace CdcReplicator.EndToEndTests;

/// <summary>Comparing and repairing while writers go on.</summary>
public sealed class DriftLoadTests(ITestOutputHelper output)
{
    private const int Verifications = 1000;
    private const int AtOnce = 4;
    private const int Repairs = 5;

    [Fact]
    public async Task Verify_AThousandTimesUnderLoad_RaisesNoFalseAlarm()
    {
        await using var cluster = await DriftCluster.StartAsync(
            [NodeKinds.Sqlite, NodeKinds.Sqlite],
            DriftTables.TwoTables
        );
        await using var load = await DriftLoad.StartAsync(cluster, DriftSeed.Take(output));
        var (left, identical) = (Verifications, 0);

        await Task.WhenAll(
            Enumerable
                .Range(0, AtOnce)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        while (Interlocked.Decrement(ref left) >= 0)
                        {
                            var report = await cluster.VerifyAsync(trusted: null);
                            Assert.True(
                                report.Identical,
                                string.Join("\n", report.Differences.Concat(report.Problems))
                            );
                            Interlocked.Increment(ref identical);
                        }
                    })
                )
        );

        Assert.Equal(Verifications, identical);
        output.WriteLine($"{load.Written} transactions were written meanwhile.");
        Assert.True(load.Written > 100, $"Only {load.Written} transactions were written.");
    }

    [Fact]
    public Task Repair_UnderLoadOnSqlite_EndsEqual() => RepairAsync(NodeKinds.Sqlite, NodeKinds.Sqlite);

    [PostgresFact]
    public Task Repair_UnderLoadAcrossKinds_EndsEqual() => RepairAsync(NodeKinds.Sqlite, NodeKinds.Postgres);

    private async Task RepairAsync(string donor, string repaired)
    {
        var random = new Random(DriftSeed.Take(output));
        await using var cluster = await DriftCluster.StartAsync([donor, repaired], DriftTables.FewRows);
        await using (var load = await DriftLoad.StartAsync(cluster, random.Next()))
        {
            for (var i = 0; i < Repairs; i++)
            {
                await cluster.Of("b").ExecuteAsync(Drift(random));

                var report = await cluster.RepairAsync("b");

                Assert.True(report.Clean, report.Text);
                output.WriteLine(report.Text);
            }

            Assert.True(load.Written > Repairs, $"Only {load.Written} transactions were written.");
        }

        Assert.Equal(VerifyOutcome.Identical, (await cluster.VerifyAsync()).Result);
        foreach (var sql in DriftTables.Queries)
        {
            Assert.Equal(await cluster.Of("a").QueryAsync(sql), await cluster.Of("b").QueryAsync(sql));
        }
    }

    /// <summary>Of rows that writers change, and of others.</summary>
    private static string Drift(Random random)
    {
        var (one, other, gone) = (1 + random.Next(30), 31 + random.Next(30), 61 + random.Next(30));
        return $"UPDATE items SET name = 'drifted' WHERE id = {one}; DELETE FROM items WHERE id = {gone}; "
            + $"UPDATE codes SET what = NULL WHERE code = 'code{other}'; "
            + $"UPDATE codes SET code = 'Code{one}' WHERE code = 'code{one}'; "
            + $"INSERT INTO items VALUES ({1000 + random.Next(100_000)}, 'extra', '', {-random.Next(1_000_000_000)}); "
            + $"INSERT INTO facts VALUES ('fact {one}', {one})";
    }
}
