using System.Diagnostics;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Npgsql;
using Xunit;
using static CdcReplicator.ContractTests.Rows;

namespace CdcReplicator.ContractTests;

/// <summary>How often a PostgreSQL node asks its server, by the driver's own activities.</summary>
public sealed class RoundTripCountTests
{
    /// <summary>Changes with what begins them; position with what ends them; COMMIT.</summary>
    private const int OfOneTransaction = 3;

    [PostgresFact]
    public async Task Open_ManyTables_AsksNoMoreThanWithOne()
    {
        await using var one = await TestNode.CreateAsync(NodeKinds.Postgres, Tables(1));
        await using var many = await TestNode.CreateAsync(NodeKinds.Postgres, Tables(30));
        await one.OpenAsync();
        await many.OpenAsync();

        var ofOne = await CountAsync(one.OpenAsync);
        var ofMany = await CountAsync(many.OpenAsync);

        Assert.True(ofOne > 0);
        Assert.Equal(ofOne, ofMany);
    }

    [PostgresFact]
    public async Task Commit_OneRow_ComparesTheCatalogOnTheWay()
    {
        await using var node = await TestNode.CreateAsync(NodeKinds.Postgres, Tables(1));
        await node.CheckedAsync(Create("t0", Int("id", 1)));

        var asked = await CountAsync(() => node.CheckedAsync(Create("t0", Int("id", 2))));

        Assert.Equal(OfOneTransaction, asked);
    }

    [PostgresFact]
    public async Task Condition_ManyCommits_IsPlannedOnce()
    {
        await using var database = await PostgresTestServer.CreateDatabaseAsync();
        await using var connection = new NpgsqlConnection(database.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"PREPARE asked (text, bigint) AS {PostgresTableVersions.AreAsRead}";
        await command.ExecuteNonQueryAsync();
        for (var i = 0; i < 20; i++)
        {
            command.CommandText = "EXECUTE asked ('{1259,1249}', 0)";
            await command.ExecuteNonQueryAsync();
        }

        command.CommandText = "SELECT custom_plans FROM pg_prepared_statements WHERE name = 'asked'";

        // PostgreSQL tries five, and then sees whether one for any parameters is as good.
        Assert.Equal(5L, await command.ExecuteScalarAsync());
    }

    private static string Tables(int count) =>
        string.Join(
            ' ',
            Enumerable
                .Range(0, count)
                .Select(i => $"CREATE TABLE t{i} (id int PRIMARY KEY, v varchar({i + 1}), n numeric({i + 1})[]);")
        );

    private static async Task<int> CountAsync(Func<Task> work)
    {
        var count = 0;
        using var asker = new Activity(nameof(RoundTripCountTests)).Start();
        using var listener = new ActivityListener();
        listener.ShouldListenTo = source => source.Name == "Npgsql";
        listener.Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData;
        listener.ActivityStopped = activity =>
        {
            if (activity.TraceId == asker.TraceId)
            {
                Interlocked.Increment(ref count);
            }
        };
        ActivitySource.AddActivityListener(listener);
        await work();
        return count;
    }
}
