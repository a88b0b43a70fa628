using CdcReplicator.Model;
using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Xunit;
using static CdcReplicator.ContractTests.Rows;

namespace CdcReplicator.ContractTests;

/// <summary>What other roles of the node's server may leave for the applier to run.</summary>
public sealed class PostgresStrangersTests
{
    private const string Ddl = """
        CREATE EXTENSION citext;
        CREATE EXTENSION hstore;
        CREATE TABLE t (code varchar(10) PRIMARY KEY, v text);
        CREATE TABLE folded (name citext PRIMARY KEY, v text);
        CREATE DOMAIN title AS citext;
        CREATE TABLE titled (name title PRIMARY KEY, v text);
        CREATE TABLE feed (h hstore, name citext);
        INSERT INTO t VALUES ('a', 'old'), ('b', 'old');
        INSERT INTO folded VALUES ('Ann', 'old'), ('Bob', 'old');
        INSERT INTO titled VALUES ('Ann', 'old'), ('Bob', 'old');
        INSERT INTO feed VALUES ('k=>1', 'Ann'), ('k=>1', 'Ann'), (NULL, 'Bob'), ('k=>2', NULL);
        """;

    /// <summary>
    /// No operator of PostgreSQL compares a varchar with a text as such, so this one is the better match wherever it is
    /// found by its name.
    /// </summary>
    private const string Trap = """
        CREATE TABLE caught (who text);
        CREATE FUNCTION trap(varchar, text) RETURNS boolean LANGUAGE plpgsql AS
          $$ BEGIN INSERT INTO public.caught VALUES (current_user); RETURN $1::text OPERATOR(pg_catalog.=) $2; END $$;
        CREATE OPERATOR public.= (LEFTARG = varchar, RIGHTARG = text, FUNCTION = trap);
        """;

    [PostgresFact]
    public async Task Apply_OperatorOfAStranger_IsNeverRun()
    {
        await using var node = await TestNode.CreateAsync(NodeKinds.Postgres, Ddl);
        await node.ExecuteAsync(Trap);
        await node.ExecuteAsync("SELECT 1 FROM t WHERE code = 'a'::text");
        Assert.NotEmpty(await node.QueryAsync("SELECT * FROM caught"));
        await node.ExecuteAsync("DELETE FROM caught");

        await node.TrustedAsync(Update("t", [Text("code", "a")], Text("code", "a"), Text("v", "new")));
        await node.CheckedAsync(Update("t", [Text("code", "b")], Text("v", "new")));
        await BatchAsync(node, WriteSemantics.Trusted);
        await BatchAsync(node, WriteSemantics.Checked);

        Assert.Equal(["a|new", "b|new"], await node.QueryAsync("SELECT * FROM t WHERE code < 'c' ORDER BY code"));
        Assert.Empty(await node.QueryAsync("SELECT * FROM caught"));
    }

    [PostgresFact]
    public async Task Apply_TypesWithAnEqualityOfTheirOwn_FindTheirRows()
    {
        await using var node = await TestNode.CreateAsync(NodeKinds.Postgres, Ddl);

        foreach (var table in (string[])["folded", "titled"])
        {
            await node.TrustedAsync(Update(table, [Text("name", "ANN")], Text("name", "ANN"), Text("v", "new")));
            await node.CheckedAsync(Update(table, [Text("name", "BOB")], Text("v", "new")));
            await node.ApplyBatchAsync([
                .. Enumerable
                    .Range(0, 40)
                    .Select(i =>
                        node.Change(
                            WriteSemantics.Trusted,
                            i == 20
                                ? Delete(table, Text("name", "BOB"))
                                : Create(table, Text("name", $"Row {i}"), Text("v", "x"))
                        )
                    ),
            ]);
            Assert.Equal(
                ["new"],
                await node.QueryAsync($"SELECT v FROM {table} WHERE name::text NOT LIKE 'Row%' ORDER BY name")
            );
        }
    }

    [PostgresFact]
    public async Task Apply_RowsWithoutKey_AreFoundByEveryEquality()
    {
        await using var node = await TestNode.CreateAsync(NodeKinds.Postgres, Ddl);

        await node.TrustedAsync(Gone("1", "Ann"), Gone(null, "Bob"), Gone("2", null));

        Assert.Equal(["\"k\"=>\"1\"|Ann"], await node.QueryAsync("SELECT h::text, name::text FROM feed"));
    }

    [PostgresFact]
    public async Task OpenAsync_StateSchemaOfAStranger_IsRefused()
    {
        await using var node = await TestNode.CreateAsync(NodeKinds.Postgres, Ddl);
        var stranger = await node.CreatePlainRoleAsync();
        await node.ExecuteAsync($"CREATE SCHEMA cdc_replicator AUTHORIZATION {stranger}");

        var fault = await Assert.ThrowsAsync<NodeFaultException>(node.OpenAsync);
        Assert.Contains($"the schema (of {stranger})", fault.Problem, StringComparison.Ordinal);

        await node.ExecuteAsync("ALTER SCHEMA cdc_replicator OWNER TO current_user");
        await node.OpenAsync();
    }

    [PostgresFact]
    public async Task OpenAsync_TriggerOfAStranger_IsNamed()
    {
        await using var node = await TestNode.CreateAsync(NodeKinds.Postgres, Ddl);
        var stranger = await node.CreatePlainRoleAsync();
        await node.ExecuteAsync(
            $"""
            CREATE FUNCTION acts() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
            CREATE TRIGGER own BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION acts();
            CREATE FUNCTION spies() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
            ALTER FUNCTION spies() OWNER TO {stranger};
            CREATE TRIGGER theirs BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION spies();
            """
        );
        using var logs = new LogLines();
        node.Loggers = logs;

        await node.OpenAsync();

        var line = Assert.Single(
            logs.Written,
            line => line.Contains("the rights of the applier's role", StringComparison.Ordinal)
        );
        Assert.Contains($"public.t.theirs (function of {stranger})", line, StringComparison.Ordinal);
        Assert.DoesNotContain("t.own", line, StringComparison.Ordinal);
    }

    private static RowChange Gone(string? value, string? name) =>
        Delete("feed") with
        {
            Key = null,
            Before = RowImages.Of([
                value is null ? Null("h") : Text("h", $"{{\"k\":\"{value}\"}}"),
                name is null ? Null("name") : Text("name", name),
            ]),
        };

    private static async Task BatchAsync(TestNode node, WriteSemantics semantics)
    {
        var create = semantics == WriteSemantics.Trusted ? "x" : "y";
        await node.ApplyBatchAsync([
            .. Enumerable
                .Range(0, 40)
                .Select(i => node.Change(semantics, Create("t", Text("code", $"{create}{i}"), Text("v", "x")))),
            .. Enumerable
                .Range(0, 40)
                .Select(i =>
                    node.Change(
                        semantics,
                        Update("t", [Text("code", $"{create}{i}")], Text("code", $"{create}{i}"), Text("v", "y"))
                    )
                ),
        ]);
        await node.ApplyBatchAsync([
            .. Enumerable
                .Range(0, 40)
                .Select(i =>
                    node.Change(
                        semantics,
                        i % 2 == 0
                            ? Delete("t", Text("code", $"{create}{i}"))
                            : Update("t", [Text("code", $"{create}{i}")], Text("code", $"{create}{i}"), Text("v", "z"))
                    )
                ),
        ]);
    }
}
