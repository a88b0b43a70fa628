using CdcReplicator.Model;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Npgsql;
using Xunit;
using static CdcReplicator.ContractTests.Rows;

namespace CdcReplicator.ContractTests;

/// <summary>An applier that has to wait for a lock.</summary>
public sealed class PostgresLockTests
{
    [PostgresFact]
    public async Task Apply_AnotherSessionHoldsTheTable_GivesUpAndNamesThatSession()
    {
        await using var node = await TestNode.CreateAsync(NodeKinds.Postgres, "CREATE TABLE t (id int PRIMARY KEY)");
        await node.ExecuteAsync(
            "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET lock_timeout = %L', current_database(), '6s'); END $$"
        );
        await node.OpenAsync();
        var settings = new NpgsqlConnectionStringBuilder(node.Options.ConnectionString)
        {
            ApplicationName = "nightly-report",
            Pooling = false,
        };
        await using var other = new NpgsqlConnection(settings.ConnectionString);
        await other.OpenAsync();
        await using var taking = new NpgsqlCommand("BEGIN; LOCK TABLE t", other);
        await taking.ExecuteNonQueryAsync();

        var fault = await Assert.ThrowsAsync<NodeFaultException>(() => node.CheckedAsync(Create("t", Int("id", 1))));

        Assert.Equal("55P03", fault.Code);
        Assert.True(fault.IsTransient);
        Assert.Contains($"held by session {other.ProcessID} ", fault.Message, StringComparison.Ordinal);
        Assert.Contains("application 'nightly-report', idle in transaction", fault.Message, StringComparison.Ordinal);
        taking.CommandText = "ROLLBACK";
        await taking.ExecuteNonQueryAsync();
        Assert.True((await node.CheckedAsync(Create("t", Int("id", 1)))).IsAccepted);
    }
}
