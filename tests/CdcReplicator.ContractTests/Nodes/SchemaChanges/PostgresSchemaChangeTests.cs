using CdcReplicator.Model;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Npgsql;
using Xunit;
using static CdcReplicator.ContractTests.Rows;

namespace CdcReplicator.ContractTests;

public sealed class PostgresSchemaChangeTests
{
    private const string Ddl = "CREATE TABLE t (id int PRIMARY KEY, a int); INSERT INTO t VALUES (1, 1), (2, 1)";
    private const string Indexes =
        "SELECT indexrelid::regclass::text, indisvalid FROM pg_index WHERE indrelid = 't'::regclass ORDER BY 1";

    [PostgresFact]
    public async Task ChangeSchema_IndexBuiltConcurrentlyAndCrash_IsMadeAgainWithoutHarm()
    {
        await using var node = await CreateAsync();
        var change = Concurrent(0, "CREATE INDEX CONCURRENTLY i ON t (a)");

        await node.ChangeSchemaAsync(change, crashes: true);
        await node.OpenAsync();
        await node.ChangeSchemaAsync(change);

        Assert.Equal(["i|True", "t_pkey|True"], await node.QueryAsync(Indexes));
        var drop = Concurrent(1, "DROP INDEX CONCURRENTLY i");
        await node.ChangeSchemaAsync(drop, crashes: true);
        await node.OpenAsync();
        await node.ChangeSchemaAsync(drop);
        Assert.Equal(["t_pkey|True"], await node.QueryAsync(Indexes));
        Assert.Equal(2, (await node.OpenAsync()).SchemaVersion);
    }

    [PostgresFact]
    public async Task ChangeSchema_InvalidLeftover_IsDroppedFirst()
    {
        await using var node = await CreateAsync();
        var change = Concurrent(0, "CREATE UNIQUE INDEX CONCURRENTLY i ON t (a)");

        await Assert.ThrowsAsync<NodeFaultException>(() => node.ChangeSchemaAsync(change));
        Assert.Equal(["i|False", "t_pkey|True"], await node.QueryAsync(Indexes));
        await node.ExecuteAsync("UPDATE t SET a = id");
        await node.OpenAsync();
        await node.ChangeSchemaAsync(change);

        Assert.Equal(["i|True", "t_pkey|True"], await node.QueryAsync(Indexes));
    }

    [PostgresFact]
    public async Task ChangeSchema_IndexThatSomebodyElseMade_IsNotTakenForItsOwn()
    {
        await using var node = await CreateAsync("CREATE INDEX i ON t (id, a)");

        var fault = await Assert.ThrowsAsync<NodeFaultException>(() =>
            node.ChangeSchemaAsync(Concurrent(0, "CREATE INDEX CONCURRENTLY i ON t (a)"))
        );

        Assert.Contains("builds index i, which exists already", fault.Message, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task ChangeSchema_TableLockedByAReader_GivesUpSoonAndIsTransient()
    {
        await using var node = await CreateAsync();
        await node.OpenAsync();
        await using var reader = new NpgsqlConnection(node.Options.ConnectionString);
        await reader.OpenAsync();
        await using var held = await reader.BeginTransactionAsync();
        await using (var read = new NpgsqlCommand("SELECT * FROM t", reader, held))
        {
            await read.ExecuteScalarAsync();
        }

        var fault = await Assert.ThrowsAsync<NodeFaultException>(() =>
            node.ChangeSchemaAsync(
                new SchemaChange("id", "d", 0, [new SchemaScript("postgres", ["ALTER TABLE t ADD b int"], false)])
            )
        );

        Assert.True(fault.IsTransient);
        Assert.Equal(PostgresErrorCodes.LockNotAvailable, fault.Code);
    }

    [PostgresFact]
    public async Task ChangeSchema_DeferredConstraintViolated_FailsBeforeTheCommit()
    {
        await using var node = await CreateAsync(
            "CREATE TABLE schemaversions (id int PRIMARY KEY, t int REFERENCES t DEFERRABLE INITIALLY DEFERRED)"
        );

        var fault = await Assert.ThrowsAsync<NodeFaultException>(() =>
            node.ChangeSchemaAsync(
                new SchemaChange(
                    "id",
                    "d",
                    0,
                    [new SchemaScript("postgres", ["INSERT INTO schemaversions VALUES (1, 77)"], false)]
                )
            )
        );

        Assert.Equal(PostgresErrorCodes.ForeignKeyViolation, fault.Code);
        Assert.True((await node.CheckedAsync(Create("t", Int("id", 5)))).IsAccepted);
    }

    private static async Task<TestNode> CreateAsync(string more = "")
    {
        var node = await TestNode.CreateAsync(NodeKinds.Postgres, $"{Ddl}; {more}");
        node.Options = node.Options with { RowsWithoutPosition = RowsWithoutPosition.Apply };
        return node;
    }

    private static SchemaChange Concurrent(long before, string sql) =>
        new("id", "an index", before, [new SchemaScript(NodeKinds.Postgres, [sql], true)]);
}
