using CdcReplicator.Model;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Npgsql;
using Xunit;
using static CdcReplicator.ContractTests.Rows;

namespace CdcReplicator.ContractTests;

/// <summary>Policies that hide rows: from an applier they would hide what it has to delete and to compare.</summary>
public sealed class PostgresRowSecurityTests
{
    private const string Ddl = """
        CREATE TABLE seen (id int PRIMARY KEY, v text);
        CREATE TABLE hidden (id int PRIMARY KEY, v text);
        INSERT INTO hidden VALUES (1, 'mine'), (2, 'theirs');
        """;

    private const string Policy = """
        ALTER TABLE hidden ENABLE ROW LEVEL SECURITY;
        CREATE POLICY mine ON hidden USING (v = 'mine');
        """;

    [PostgresFact]
    public async Task OpenAsync_PolicyOfATable_IsRefusedByName()
    {
        await using var node = await CreateAsync();
        await node.ExecuteAsync(Policy);

        var fault = await Assert.ThrowsAsync<NodeFaultException>(node.OpenAsync);

        Assert.Contains("public.hidden", fault.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain("public.seen", fault.Problem, StringComparison.Ordinal);
        Assert.Contains("BYPASSRLS", fault.Remedy, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task OpenAsync_TableIsIgnoredOrRoleSeesAll_Opens()
    {
        await using var ignoring = await CreateAsync();
        await ignoring.ExecuteAsync(Policy);
        ignoring.Options = ignoring.Options with { Ignore = ["public.hidden"] };
        await ignoring.OpenAsync();

        await using var seeing = await CreateAsync();
        var role = new NpgsqlConnectionStringBuilder(seeing.Options.ConnectionString).Username;
        await seeing.ExecuteAsync($"{Policy} ALTER ROLE {role} BYPASSRLS");
        await seeing.OpenAsync();
        await seeing.TrustedAsync(Delete("hidden", Int("id", 2)));
        Assert.Equal(["1"], await seeing.QueryAsync("SELECT id FROM hidden"));
    }

    [PostgresFact]
    public async Task Apply_PolicyMadeMeanwhile_IsAFaultAndDeletesNothing()
    {
        await using var node = await CreateAsync();
        await node.OpenAsync();
        await node.ExecuteAsync(Policy);

        await Assert.ThrowsAsync<NodeFaultException>(() => node.TrustedAsync(Delete("hidden", Int("id", 2))));

        Assert.Equal(["1", "2"], await node.QueryAsync("SELECT id FROM hidden ORDER BY id"));
    }

    /// <summary>A node whose applier has a role of its own.</summary>
    private static async Task<TestNode> CreateAsync()
    {
        var node = await TestNode.CreateAsync(NodeKinds.Postgres, Ddl);
        await node.UsePlainRoleAsync();
        return node;
    }
}
