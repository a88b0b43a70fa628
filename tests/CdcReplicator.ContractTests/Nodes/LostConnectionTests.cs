using CdcReplicator.Model;
using Xunit;

namespace CdcReplicator.ContractTests;

/// <summary>
/// A PostgreSQL server that goes away: what fails on its connection is transient, however often it is tried.
/// </summary>
public sealed class LostConnectionTests
{
    [Theory, PostgresNode]
    public async Task Apply_ConnectionWasFoundLostBefore_IsTransient(string kind)
    {
        await using var node = await TestNode.CreateAsync(kind, "CREATE TABLE entries (id bigint PRIMARY KEY)");
        await node.OpenAsync();
        await node.ExecuteAsync(
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()
            """
        );

        var found = await Assert.ThrowsAsync<NodeFaultException>(node.IsAsOpenedAsync);
        var afterwards = await Assert.ThrowsAsync<NodeFaultException>(() => node.TrustedAsync());

        Assert.True(found.IsTransient);
        Assert.True(afterwards.IsTransient);
    }
}
